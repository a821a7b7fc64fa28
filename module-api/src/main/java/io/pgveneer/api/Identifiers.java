package io.pgveneer.api;

/// Quoting of names and literals for SQL text.
public final class Identifiers {
  private Identifiers() {}

  /// The name in double quotes, always: a name without them may be a keyword in some version.
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// The text as a string literal that means the same whatever `standard_conforming_strings` says.
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
