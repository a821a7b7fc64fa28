package io.pgveneer.rewrite.select;

import io.pgveneer.rewrite.select.pushdown.Paging;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The merged rows for a page of one relation: each lower row is looked up in the mask by its key.
///
/// PostgreSQL chooses between that and reading the mask whole by the rows of the relation, and
/// leaves LIMIT out of account: with many masked keys it reads them all for a few rows.
public final class ProbeStrategy implements ReadStrategy {
  /// For ServiceLoader.
  public ProbeStrategy() {}

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    String probed =
        read.lower().keyed() == null ? read.lower().probed() : KeyStrategy.rows(read, "");
    return probed == null || !isPage(read)
        ? null
        : new TableOffer(
            probed,
            Costs.rows(read.lower()) * Costs.MERGING,
            "has rows of its own, and LIMIT asks for few",
            Set.of());
  }

  /// PostgreSQL stops reading when there are enough rows, unless a function needs all of them.
  private static boolean isPage(TableRead read) {
    TableReference reference = read.reference();
    if (reference.block() < 0) {
      return false;
    }
    QueryBlock block = read.request().outline().blocks().get(reference.block());
    return Paging.isOf(read.request().sql(), block, reference)
        && !Objects.requireNonNull(block.select()).in(read.request().sql()).contains("(");
  }
}
