package io.pgveneer.rewrite.select.pushdown;

import org.jspecify.annotations.Nullable;

/// Two columns that must be equal in every joined row.
///
/// @param rightOnly whether only the second's relation may be reduced to its partners: of a LEFT
///     JOIN
record Equality(ColumnUse first, ColumnUse second, boolean rightOnly) {

  /// The column of a relation that may be reduced.
  @Nullable ColumnUse of(int source) {
    if (first.source() == source && !rightOnly) {
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
