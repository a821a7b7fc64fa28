package io.pgveneer.rewrite.select.pushdown;

import org.jspecify.annotations.Nullable;

/// Two columns that must be equal in every row that a join of their relations gives, but for what
/// a LEFT JOIN adds.
record Equality(ColumnUse first, ColumnUse second) {

  /// A relation's column of the two.
  @Nullable ColumnUse of(int source) {
    if (first.source() == source) {
      return first;
    }
    return second.source() == source ? second : null;
  }

  /// The column that it must equal.
  @Nullable ColumnUse other(int source) {
    ColumnUse own = of(source);
    return own == null ? null : own.equals(first) ? second : first;
  }
}
