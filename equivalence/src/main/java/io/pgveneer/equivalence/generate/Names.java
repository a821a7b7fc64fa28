package io.pgveneer.equivalence.generate;

import java.util.List;

/// Names that need care, and such that do not.
final class Names {
  static final List<String> RESERVED =
      List.of("select", "order", "user", "table", "end", "group", "desc", "limit");

  private static final List<String> AWKWARD =
      List.of(
          "select", "Größe", "a b", "q\"q", "user", "order", "MiXed", "x.y", "$1", "it's", "end",
          "--c");

  private final Lots lots;
  private int next;

  Names(Lots lots) {
    this.lots = lots;
  }

  /// A name that was not made before, quoted where SQL needs it.
  String fresh(String prefix) {
    int number = next++;
    return Model.quoted(lots.chance(7) ? lots.of(AWKWARD) + number : prefix + number);
  }

  /// A column's name; such are often the same in several tables.
  String column(int position) {
    return Model.quoted(
        lots.chance(8) ? lots.of(AWKWARD) : lots.of("b", "c", "d", "e", "n", "v") + position);
  }
}
