package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import java.util.Set;

/// Types of which equal values look alike, so that any of them can stand for the others.
final class Alike {
  private static final Set<String> TYPES =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "text",
          "character varying",
          "date",
          "timestamp without time zone",
          "timestamp with time zone",
          "uuid",
          "oid");

  private Alike() {}

  static boolean areEqual(Column column) {
    String type = column.type();
    // with a scale, all numbers have as many digits
    return type.startsWith("numeric(") || TYPES.contains(type.replaceAll("\\([0-9]*\\)", ""));
  }
}
