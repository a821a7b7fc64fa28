package io.pgveneer.sql;

/// What a statement's text is but for its numbers: clients that write values into their texts send
/// one shape again and again.
///
/// Only texts in which each run of digits can be told for a number, or for part of a name, without
/// reading their tokens have a shape: those without quotes, dollars, backslashes and comments. Two
/// texts of one shape have the same tokens, save that their numbers have other digits.
public final class Shape {
  /// The hash of a text that has no shape.
  public static final int NONE = 0;

  private Shape() {}

  /// The same for all texts of a shape, and never [#NONE] for these.
  public static int hash(String sql) {
    int hash = 1;
    char before = ' ';
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (isDigit(c) && !isOfName(before)) {
        int whole = digits(sql, i);
        int end = number(sql, whole);
        if (before == '.' || end < 0) {
          return NONE;
        }
        hash = 31 * hash + (end == whole ? '0' : '.');
        i = end - 1;
        c = '0';
      } else if (isQuoting(sql, i, c)) {
        return NONE;
      } else {
        hash = 31 * hash + c;
      }
      before = c;
    }
    return hash == NONE ? 1 : hash;
  }

  /// Whether two texts have one shape, where both have any.
  public static boolean same(String one, String other) {
    int i = 0;
    int j = 0;
    char before = ' ';
    while (i < one.length() && j < other.length()) {
      char c = one.charAt(i);
      char d = other.charAt(j);
      if (isDigit(c) && isDigit(d) && !isOfName(before)) {
        i = digits(one, i);
        j = digits(other, j);
      } else if (c == d) {
        i++;
        j++;
      } else {
        return false;
      }
      before = c;
    }
    return i == one.length() && j == other.length();
  }

  /// Where a number ends, or -1 where something stands behind it that may belong to it.
  ///
  /// @param whole where its first digits end
  private static int number(String sql, int whole) {
    int end = whole;
    if (end + 1 < sql.length() && sql.charAt(end) == '.' && isDigit(sql.charAt(end + 1))) {
      end = digits(sql, end + 1);
    }
    return end < sql.length() && (isOfName(sql.charAt(end)) || sql.charAt(end) == '.') ? -1 : end;
  }

  private static int digits(String sql, int start) {
    int end = start;
    while (end < sql.length() && isDigit(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  static boolean isQuoting(String sql, int at, char c) {
    return switch (c) {
      case '\'', '"', '$', '\\' -> true;
      case '-' -> at + 1 < sql.length() && sql.charAt(at + 1) == '-';
      case '/' -> at + 1 < sql.length() && sql.charAt(at + 1) == '*';
      default -> false;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOfName(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c > 127;
  }
}
