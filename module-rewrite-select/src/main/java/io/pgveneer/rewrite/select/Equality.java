package io.pgveneer.rewrite.select;

import java.util.Set;

/// Which types have no equality, so that no row can be grouped by them.
final class Equality {
  private static final Set<String> MISSING =
      Set.of(
          "json",
          "xml",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "refcursor",
          "txid_snapshot",
          "pg_snapshot");

  private Equality() {}

  /// @param type as `format_type` prints it
  static boolean isMissing(String type) {
    String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
    return MISSING.contains(element);
  }
}
