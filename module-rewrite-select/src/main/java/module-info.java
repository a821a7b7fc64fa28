import io.pgveneer.rewrite.select.CleanStrategy;
import io.pgveneer.rewrite.select.KeyStrategy;
import io.pgveneer.rewrite.select.MergeStrategy;
import io.pgveneer.rewrite.select.MergedReads;
import io.pgveneer.rewrite.select.ProbeStrategy;
import io.pgveneer.rewrite.select.SelectHandlerProvider;
import io.pgveneer.rewrite.select.pushdown.DistinctStrategy;
import io.pgveneer.rewrite.select.pushdown.JoinedPageStrategy;
import io.pgveneer.rewrite.select.pushdown.PageStrategy;
import io.pgveneer.rewrite.select.pushdown.PushDown;
import io.pgveneer.rewrite.select.pushdown.SplitStrategy;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.StatementHandlerProvider;

/// Reading: turns the relations that a statement reads into merged ones.
///
/// Calcite is an automatic module, which names nothing of what it needs: so `java.sql`, Guava,
/// Jackson
/// and Commons Codec are required here in its place.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.select {
  requires static org.apiguardian.api;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires io.pgveneer.api;
  requires calcite.core;
  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires java.sql;
  requires org.apache.commons.codec;
  requires org.slf4j;

  uses ReadStrategy;

  provides ReadRewriter with
      MergedReads;
  provides ReadStrategy with
      CleanStrategy,
      DistinctStrategy,
      MergeStrategy,
      JoinedPageStrategy,
      KeyStrategy,
      PageStrategy,
      ProbeStrategy,
      PushDown,
      SplitStrategy;
  provides StatementHandlerProvider with
      SelectHandlerProvider;
}
