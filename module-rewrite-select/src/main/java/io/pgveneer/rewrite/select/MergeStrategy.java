package io.pgveneer.rewrite.select;

import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The merged view: upper rows beside the lower rows that are not masked. Conditions, join keys and
/// ORDER BY with LIMIT go to production; joins and aggregates are computed here.
public final class MergeStrategy implements ReadStrategy {

  /// For ServiceLoader.
  public MergeStrategy() {}

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    String merged = read.lower().merged();
    return merged == null
        ? null
        : new TableOffer(
            merged, Costs.rows(read.lower()) * Costs.MERGING + 1, reason(read), Set.of());
  }

  private static String reason(TableRead read) {
    if (read.layered() != null) {
      return read.layered();
    }
    return read.isClean() ? "it cannot be read from production alone" : "has rows of its own";
  }
}
