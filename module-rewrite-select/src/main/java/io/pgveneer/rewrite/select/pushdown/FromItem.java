package io.pgveneer.rewrite.select.pushdown;

import org.jspecify.annotations.Nullable;

/// What FROM says.
sealed interface FromItem {

  /// A relation, by its place.
  record Table(int source) implements FromItem {}

  /// @param left whether it is a LEFT JOIN; else an inner one
  /// @param on null for all pairs
  record Join(boolean left, FromItem first, FromItem second, @Nullable Expression on)
      implements FromItem {}

  /// The place of the first relation in it.
  default int lowest() {
    return switch (this) {
      case Table table -> table.source;
      case Join join -> join.first.lowest();
    };
  }

  /// The place of the last relation in it.
  default int highest() {
    return switch (this) {
      case Table table -> table.source;
      case Join join -> join.second.highest();
    };
  }
}
