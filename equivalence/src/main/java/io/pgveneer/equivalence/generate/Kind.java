package io.pgveneer.equivalence.generate;

/// A column's type, with a small domain of values so that rows meet.
enum Kind {
  INT("int"),
  BIGINT("bigint"),
  TEXT("text"),
  SHORT("varchar(12)"),
  NUMERIC("numeric(8,2)"),
  BOOLEAN("boolean"),
  DATE("date"),
  JSONB("jsonb"),
  INTS("int[]"),
  MOOD("mood"),
  UUID("uuid");

  private final String sql;

  Kind(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  boolean isNumber() {
    return this == INT || this == BIGINT || this == NUMERIC;
  }

  boolean isText() {
    return this == TEXT || this == SHORT;
  }

  /// A literal.
  String value(Lots lots) {
    int n = lots.below(12);
    return switch (this) {
      case INT, BIGINT -> Integer.toString(n);
      case TEXT, SHORT -> lots.of("'v" + n + "'", "'V" + n % 4 + "'", "'it''s " + n + "'");
      case NUMERIC -> n + "." + n * 7 % 100;
      case BOOLEAN -> n % 2 == 0 ? "true" : "false";
      case DATE -> "'2025-01-" + (10 + n) + "'";
      case JSONB -> "'{\"a\": " + n % 3 + ", \"b\": [" + n + "]}'";
      case INTS -> n % 4 == 0 ? "'{}'" : "'{" + n + "," + n % 3 + "}'";
      case MOOD -> lots.of("'sad'", "'ok'", "'happy'");
      case UUID -> "'00000000-0000-0000-0000-0000000000" + (10 + n) + "'";
    };
  }

  /// A literal with its type, for where the context gives none.
  String typed(Lots lots) {
    return value(lots) + "::" + sql;
  }
}
