package io.pgveneer.rewrite.select.pushdown;

import org.jspecify.annotations.Nullable;

/// Two columns that must be equal in every row that a join of their relations gives.
///
/// @param optional whether a row of the first relation may come without one of the second: by a
/// LEFT
///     JOIN, or where the second is in a subquery
record Equality(ColumnUse first, ColumnUse second, boolean optional) {

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
