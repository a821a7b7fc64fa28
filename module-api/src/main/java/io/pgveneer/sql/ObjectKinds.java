package io.pgveneer.sql;

import java.util.Set;

/// The kinds of object that CREATE, ALTER, DROP, COMMENT ON and GRANT … ON name.
final class ObjectKinds {
  private static final Set<String> RELATIONS =
      Set.of("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE", "INDEX");

  /// Objects of a relation: `TRIGGER x ON relation`.
  private static final Set<String> PARTS = Set.of("TRIGGER", "RULE", "POLICY", "CONSTRAINT");

  private static final Set<String> OTHERS =
      Set.of(
          "ACCESS METHOD",
          "AGGREGATE",
          "CAST",
          "COLLATION",
          "COLUMN",
          "CONVERSION",
          "DATABASE",
          "DEFAULT PRIVILEGES",
          "DOMAIN",
          "EVENT TRIGGER",
          "EXTENSION",
          "FOREIGN DATA WRAPPER",
          "FOREIGN SERVER",
          "FUNCTION",
          "GROUP",
          "LANGUAGE",
          "LARGE OBJECT",
          "OPERATOR",
          "OPERATOR CLASS",
          "OPERATOR FAMILY",
          "OWNED BY",
          "PARAMETER",
          "PROCEDURAL LANGUAGE",
          "PROCEDURE",
          "PUBLICATION",
          "ROLE",
          "ROUTINE",
          "SCHEMA",
          "SERVER",
          "STATISTICS",
          "SUBSCRIPTION",
          "SYSTEM",
          "TABLESPACE",
          "TEXT SEARCH CONFIGURATION",
          "TEXT SEARCH DICTIONARY",
          "TEXT SEARCH PARSER",
          "TEXT SEARCH TEMPLATE",
          "TRANSFORM",
          "TYPE",
          "USER",
          "USER MAPPING");

  private ObjectKinds() {}

  static boolean isRelation(String kind) {
    return RELATIONS.contains(kind);
  }

  static boolean isPart(String kind) {
    return PARTS.contains(kind);
  }

  /// Steps behind the words of a kind and returns them in upper case; the longest kind wins.
  ///
  /// Errors: Malformed where no kind is named.
  static String read(Reader reader) {
    for (int words = 3; words > 0; words--) {
      String kind = words(reader, words);
      if (RELATIONS.contains(kind) || PARTS.contains(kind) || OTHERS.contains(kind)) {
        reader.at += words;
        return kind;
      }
    }
    throw reader.malformed("kind of object expected");
  }

  private static String words(Reader reader, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      if (!reader.ahead(i).isLabel()) {
        return "";
      }
      text.append(i == 0 ? "" : " ").append(reader.tokens.upper(reader.at + i));
    }
    return text.toString();
  }
}
