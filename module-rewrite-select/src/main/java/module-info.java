import io.pgveneer.rewrite.select.MergedReads;
import io.pgveneer.rewrite.select.SelectHandlerProvider;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandlerProvider;

/// Reading: turns the relations that a statement reads into merged ones.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.select {
  requires static org.jspecify;
  requires io.pgveneer.api;

  provides ReadRewriter with
      MergedReads;
  provides StatementHandlerProvider with
      SelectHandlerProvider;
}
