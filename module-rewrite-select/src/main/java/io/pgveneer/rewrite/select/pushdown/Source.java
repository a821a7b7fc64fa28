package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import org.jspecify.annotations.Nullable;

/// A relation of the block's FROM.
///
/// @param correlation the name that qualifies its columns
/// @param whole what a clean relation is read from; null where it has layers
/// @param shipped view of the lower layer; null where it has none
record Source(
    String correlation, Relation relation, @Nullable String whole, @Nullable String shipped) {

  boolean isLayered() {
    return shipped != null;
  }

  @Nullable Column column(String name) {
    for (Column column : relation.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
