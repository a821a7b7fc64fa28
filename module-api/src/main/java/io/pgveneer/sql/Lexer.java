package io.pgveneer.sql;

/// A cursor over the tokens of a text, cut as PostgreSQL's own scanner cuts it.
///
/// Lossless: white space and comments are tokens too, and the tokens' texts concatenated are the
/// text. Never fails: what PostgreSQL would not take is one token of kind [Kind#BAD].
///
/// Source: PostgreSQL, `src/backend/parser/scan.l`.
public final class Lexer {

  /// What a token is. Keywords are [#WORD]s: which word means what is for the reader to say.
  public enum Kind {
    WHITE_SPACE,
    /// `-- …` without its line end, or a nested `/* … */`.
    COMMENT,
    WORD,
    /// `"…"` and `U&"…"`.
    QUOTED_IDENTIFIER,
    /// Every string form, bit strings and dollar quotes too; continued strings are one token.
    STRING,
    NUMBER,
    /// `$1`.
    PARAMETER,
    OPERATOR,
    /// One of `( ) [ ] , ; .`, or `:`, `::`, `:=`, `..`.
    PUNCTUATION,
    /// Something unterminated, or a character that begins no token.
    BAD
  }

  private final String sql;
  private final int limit;
  private final boolean standardStrings;
  private Kind kind = Kind.BAD;
  private int start;
  private int end;

  public Lexer(String sql) {
    this(sql, new Extent(0, sql.length()), true);
  }

  /// @param extent where to begin and to end
  /// @param standardStrings the session's `standard_conforming_strings`
  public Lexer(String sql, Extent extent, boolean standardStrings) {
    this.sql = sql;
    this.end = extent.start();
    this.limit = extent.end();
    this.standardStrings = standardStrings;
  }

  public Kind kind() {
    return kind;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public Extent extent() {
    return new Extent(start, end);
  }

  public String text() {
    return sql.substring(start, end);
  }

  /// Moves to the next token; false at the end.
  public boolean next() {
    start = end;
    if (start >= limit) {
      return false;
    }
    char c = sql.charAt(start);
    if (isWordStart(c)) {
      word(c);
    } else if (isSpace(c)) {
      int at = start + 1;
      while (at < limit && isSpace(sql.charAt(at))) {
        at++;
      }
      become(Kind.WHITE_SPACE, at);
    } else if (c >= '0' && c <= '9') {
      number();
    } else {
      other(c);
    }
    return true;
  }

  /// As [#next()], but passes over white space and comments.
  public boolean nextSignificant() {
    while (next()) {
      if (kind != Kind.WHITE_SPACE && kind != Kind.COMMENT) {
        return true;
      }
    }
    return false;
  }

  private void other(char c) {
    switch (c) {
      case '(', ')', '[', ']', ',', ';' -> become(Kind.PUNCTUATION, start + 1);
      case '\'' -> string(start + 1, !standardStrings);
      case '"' -> delimitedIdentifier(start + 1);
      case '$' -> dollar();
      case ':' -> {
        char following = peek(start + 1);
        become(Kind.PUNCTUATION, following == ':' || following == '=' ? start + 2 : start + 1);
      }
      case '.' -> {
        if (isDigit(peek(start + 1))) {
          number();
        } else {
          become(Kind.PUNCTUATION, peek(start + 1) == '.' ? start + 2 : start + 1);
        }
      }
      default -> {
        if (c == '-' && peek(start + 1) == '-') {
          become(Kind.COMMENT, lineEnd(start + 2));
        } else if (c == '/' && peek(start + 1) == '*') {
          blockComment();
        } else if (isOperator(c)) {
          operator();
        } else {
          become(Kind.BAD, start + 1);
        }
      }
    }
  }

  private void become(Kind kind, int end) {
    this.kind = kind;
    this.end = end;
  }

  private char peek(int at) {
    return at < limit ? sql.charAt(at) : '\0';
  }

  private void word(char c) {
    if (peek(start + 1) == '\'') {
      switch (c) {
        case 'e', 'E' -> {
          string(start + 2, true);
          return;
        }
        case 'b', 'B', 'x', 'X' -> {
          string(start + 2, false);
          return;
        }
        case 'n', 'N' -> {
          string(start + 2, !standardStrings);
          return;
        }
        default -> {}
      }
    } else if ((c == 'u' || c == 'U') && peek(start + 1) == '&') {
      if (peek(start + 2) == '\'') {
        string(start + 3, false);
        return;
      }
      if (peek(start + 2) == '"') {
        delimitedIdentifier(start + 3);
        return;
      }
    }
    int at = start + 1;
    while (at < limit && isWordPart(sql.charAt(at))) {
      at++;
    }
    become(Kind.WORD, at);
  }

  /// @param at after the opening quote
  private void string(int at, boolean escapes) {
    while (at < limit) {
      int quote = escapes ? unescapedQuote(at) : sql.indexOf('\'', at, limit);
      if (quote < 0) {
        break;
      }
      at = quote + 1;
      if (peek(at) == '\'') {
        at++;
        continue;
      }
      int continued = continuation(at);
      if (continued < 0) {
        become(Kind.STRING, at);
        return;
      }
      at = continued;
    }
    become(Kind.BAD, limit);
  }

  /// The next quote with no backslash before it, or -1.
  private int unescapedQuote(int at) {
    for (int i = at; i < limit; i++) {
      char c = sql.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        return i;
      }
    }
    return -1;
  }

  /// After the quote that goes on with the string behind white space with a line end in it, or -1.
  private int continuation(int at) {
    boolean lineEnded = false;
    while (at < limit) {
      char c = sql.charAt(at);
      if (c == '\n' || c == '\r') {
        lineEnded = true;
        at++;
      } else if (isSpace(c)) {
        at++;
      } else if (c == '-' && peek(at + 1) == '-') {
        at = lineEnd(at + 2);
      } else {
        return lineEnded && c == '\'' ? at + 1 : -1;
      }
    }
    return -1;
  }

  private void delimitedIdentifier(int from) {
    int at = from;
    while (at < limit) {
      if (sql.charAt(at++) == '"') {
        if (peek(at) != '"') {
          become(at - from == 1 ? Kind.BAD : Kind.QUOTED_IDENTIFIER, at);
          return;
        }
        at++;
      }
    }
    become(Kind.BAD, limit);
  }

  private void dollar() {
    int at = start + 1;
    if (isDigit(peek(at))) {
      while (isDigit(peek(at))) {
        at++;
      }
      become(Kind.PARAMETER, at);
      return;
    }
    if (at < limit && isWordStart(sql.charAt(at))) {
      at++;
      while (at < limit && sql.charAt(at) != '$' && isWordPart(sql.charAt(at))) {
        at++;
      }
    }
    if (peek(at) != '$') {
      become(Kind.BAD, start + 1);
      return;
    }
    int length = at + 1 - start;
    int close = at + 1;
    while (true) {
      close = sql.indexOf('$', close);
      if (close < 0 || close + length > limit) {
        become(Kind.BAD, limit);
        return;
      }
      if (sql.regionMatches(close, sql, start, length)) {
        become(Kind.STRING, close + length);
        return;
      }
      close++;
    }
  }

  private void blockComment() {
    int depth = 1;
    int at = start + 2;
    while (at + 1 < limit) {
      char c = sql.charAt(at);
      char following = sql.charAt(at + 1);
      if (c == '*' && following == '/') {
        at += 2;
        if (--depth == 0) {
          become(Kind.COMMENT, at);
          return;
        }
      } else if (c == '/' && following == '*') {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    become(Kind.BAD, limit);
  }

  private int lineEnd(int at) {
    while (at < limit && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private void number() {
    int at = start;
    char c = sql.charAt(at);
    if (c == '0' && isRadix(peek(at + 1))) {
      int digits = radixDigits(at + 2, peek(at + 1));
      if (digits > at + 2) {
        become(Kind.NUMBER, digits);
        return;
      }
    }
    at = digits(at);
    if (peek(at) == '.' && peek(at + 1) != '.') {
      at = digits(at + 1);
    }
    char e = peek(at);
    if (e == 'e' || e == 'E') {
      int sign = peek(at + 1) == '+' || peek(at + 1) == '-' ? 1 : 0;
      if (isDigit(peek(at + 1 + sign))) {
        at = digits(at + 1 + sign);
      }
    }
    become(Kind.NUMBER, at);
  }

  private int digits(int at) {
    while (isDigit(peek(at)) || (peek(at) == '_' && isDigit(peek(at + 1)))) {
      at++;
    }
    return at;
  }

  private int radixDigits(int at, char radix) {
    while (true) {
      int next = peek(at) == '_' ? at + 1 : at;
      int digit = Character.digit(peek(next), 16);
      int base =
          switch (radix) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            default -> 2;
          };
      if (peek(next) >= 128 || digit < 0 || digit >= base) {
        return at;
      }
      at = next + 1;
    }
  }

  /// The longest run of operator characters that holds no comment; `+` and `-` end it only where
  /// the operator has a character that no standard operator has.
  private void operator() {
    int at = start;
    boolean special = false;
    while (at < limit && isOperator(sql.charAt(at))) {
      char c = sql.charAt(at);
      char following = peek(at + 1);
      if ((c == '-' && following == '-') || (c == '/' && following == '*')) {
        break;
      }
      special |= "~!@#^&|`?%".indexOf(c) >= 0;
      at++;
    }
    if (!special) {
      while (at > start + 1 && (sql.charAt(at - 1) == '+' || sql.charAt(at - 1) == '-')) {
        at--;
      }
    }
    become(Kind.OPERATOR, at);
  }

  private static boolean isRadix(char c) {
    return c == 'x' || c == 'X' || c == 'o' || c == 'O' || c == 'b' || c == 'B';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isOperator(char c) {
    return switch (c) {
      case '~', '!', '@', '#', '^', '&', '|', '`', '?', '+', '-', '*', '/', '%', '<', '>', '=' ->
          true;
      default -> false;
    };
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }
}
