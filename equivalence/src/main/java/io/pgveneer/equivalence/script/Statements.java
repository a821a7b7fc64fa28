package io.pgveneer.equivalence.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where SQL statements end, as psql sees it: semicolons outside quotes, dollar quotes, comments
/// and parentheses.
public final class Statements {
  private final String text;
  private final StringBuilder bare = new StringBuilder();
  private final List<String> complete = new ArrayList<>();
  private int start;
  private int at;
  private int depth;

  private Statements(String text) {
    this.text = text;
  }

  /// The statements of a text, without their semicolons; what follows the last semicolon is the
  /// last of them unless it is blank.
  public static List<String> split(String text) {
    Statements statements = scan(text);
    List<String> all = new ArrayList<>(statements.complete);
    String rest = text.substring(statements.start).strip();
    if (!rest.isEmpty()) {
      all.add(rest);
    }
    return all;
  }

  /// Whether a text ends with a semicolon that ends a statement.
  static boolean isComplete(String text) {
    Statements statements = scan(text);
    return !statements.complete.isEmpty() && text.substring(statements.start).isBlank();
  }

  /// Whether a query says in which order its rows come.
  public static boolean ordered(String sql) {
    String bare = scan(sql).bare.toString().toUpperCase(Locale.ROOT);
    return bare.contains("ORDER BY") || bare.stripLeading().startsWith("FETCH");
  }

  private static Statements scan(String text) {
    Statements statements = new Statements(text);
    while (statements.at < text.length()) {
      statements.step();
    }
    return statements;
  }

  private void step() {
    char c = text.charAt(at);
    if (text.startsWith("--", at)) {
      at = endOr(text.indexOf('\n', at));
    } else if (text.startsWith("/*", at)) {
      at = endOr(text.indexOf("*/", at) + 2);
    } else if (c == '\'') {
      boolean escapes = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
      skipQuoted(c, escapes);
    } else if (c == '"') {
      skipQuoted(c, false);
    } else if (c == '$' && !skipDollarQuoted()) {
      at++;
    } else if (c != '$') {
      plain(c);
    }
  }

  private void plain(char c) {
    at++;
    if (c == '(') {
      depth++;
    } else if (c == ')') {
      depth--;
    } else if (c == ';' && depth <= 0) {
      String statement = text.substring(start, at - 1).strip();
      if (!statement.isEmpty()) {
        complete.add(statement);
      }
      start = at;
    } else if (depth <= 0) {
      bare.append(Character.isWhitespace(c) ? ' ' : c);
    }
  }

  private void skipQuoted(char quote, boolean escapes) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length());
  }

  private boolean skipDollarQuoted() {
    int end = at + 1;
    while (end < text.length()
        && Character.isJavaIdentifierPart(text.charAt(end))
        && text.charAt(end) != '$') {
      end++;
    }
    if (end >= text.length()
        || text.charAt(end) != '$'
        || (end > at + 1 && Character.isDigit(text.charAt(at + 1)))) {
      return false;
    }
    String delimiter = text.substring(at, end + 1);
    int close = text.indexOf(delimiter, end + 1);
    at = close < 0 ? text.length() : close + delimiter.length();
    return true;
  }

  private int endOr(int found) {
    return found <= at ? text.length() : found;
  }
}
