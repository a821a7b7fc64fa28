package io.pgveneer.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The significant tokens of a statement in packed arrays, with the partner of each bracket.
final class Tokens {
  /// Bytes of an identifier that PostgreSQL keeps.
  private static final int NAME_BYTES = 63;

  /// A text of megabytes is mostly one string.
  private static final int LARGEST_GUESS = 4_096;

  final String sql;
  private Symbol[] symbols;
  private int[] starts;
  private int[] ends;
  private int[] partners;
  private int count;
  private int parameters;

  private Tokens(String sql) {
    this.sql = sql;
    int guess = Math.min(sql.length() / 4, LARGEST_GUESS) + 16;
    symbols = new Symbol[guess];
    starts = new int[guess];
    ends = new int[guess];
    partners = new int[guess];
  }

  /// Errors: Malformed where a token is broken or a bracket has no partner.
  static Tokens of(String sql, Extent extent, boolean standardStrings) {
    Tokens tokens = new Tokens(sql);
    Lexer lexer = new Lexer(sql, extent, standardStrings);
    int innermost = -1;
    while (lexer.nextSignificant()) {
      Symbol symbol = symbol(sql, lexer);
      if (symbol == Symbol.BAD) {
        throw new Malformed("malformed token", lexer.start());
      }
      innermost = tokens.add(symbol, lexer, innermost);
    }
    if (innermost >= 0) {
      throw new Malformed("unbalanced parenthesis", tokens.starts[innermost]);
    }
    return tokens;
  }

  private static Symbol symbol(String sql, Lexer lexer) {
    char c = sql.charAt(lexer.start());
    boolean single = lexer.end() - lexer.start() == 1;
    return switch (lexer.kind()) {
      case WORD -> Symbol.ofWord(sql, lexer.start(), lexer.end());
      case QUOTED_IDENTIFIER -> Symbol.QUOTED;
      case STRING -> Symbol.STRING;
      case NUMBER -> Symbol.NUMBER;
      case PARAMETER -> Symbol.PARAMETER_SIGN;
      case OPERATOR ->
          single && c == '*'
              ? Symbol.STAR
              : single && c == '=' ? Symbol.EQUALS : Symbol.OPERATOR_SIGN;
      case PUNCTUATION -> punctuation(c, single);
      case BAD, WHITE_SPACE, COMMENT -> Symbol.BAD;
    };
  }

  private static Symbol punctuation(char c, boolean single) {
    return switch (c) {
      case '(' -> Symbol.OPEN_PAREN;
      case ')' -> Symbol.CLOSE_PAREN;
      case '[' -> Symbol.OPEN_BRACKET;
      case ']' -> Symbol.CLOSE_BRACKET;
      case ',' -> Symbol.COMMA;
      case ';' -> Symbol.SEMICOLON;
      case '.' -> single ? Symbol.DOT : Symbol.OPERATOR_SIGN;
      default -> single ? Symbol.COLON : Symbol.TYPECAST;
    };
  }

  /// Adds a token; returns the innermost open bracket behind it.
  private int add(Symbol symbol, Lexer lexer, int innermost) {
    if (count == starts.length) {
      grow();
    }
    symbols[count] = symbol;
    starts[count] = lexer.start();
    ends[count] = lexer.end();
    int open = innermost;
    if (symbol == Symbol.OPEN_PAREN || symbol == Symbol.OPEN_BRACKET) {
      partners[count] = innermost;
      open = count;
    } else if (symbol == Symbol.CLOSE_PAREN || symbol == Symbol.CLOSE_BRACKET) {
      Symbol opening = symbol == Symbol.CLOSE_PAREN ? Symbol.OPEN_PAREN : Symbol.OPEN_BRACKET;
      if (innermost < 0 || symbols[innermost] != opening) {
        throw new Malformed("unbalanced parenthesis", lexer.start());
      }
      open = partners[innermost];
      partners[innermost] = count;
      partners[count] = innermost;
    } else if (symbol == Symbol.PARAMETER_SIGN) {
      parameters = Math.max(parameters, parameter(lexer));
    }
    count++;
    return open;
  }

  private static int parameter(Lexer lexer) {
    String digits = lexer.text();
    if (digits.length() > 6) {
      throw new Malformed("parameter number too large", lexer.start());
    }
    return Integer.parseInt(digits, 1, digits.length(), 10);
  }

  private void grow() {
    int size = 2 * count;
    symbols = Arrays.copyOf(symbols, size);
    starts = Arrays.copyOf(starts, size);
    ends = Arrays.copyOf(ends, size);
    partners = Arrays.copyOf(partners, size);
  }

  /// Leaves out the semicolons at the end; the offset of the first of them, or -1.
  int dropSemicolons() {
    int offset = -1;
    while (count > 0 && symbols[count - 1] == Symbol.SEMICOLON) {
      offset = starts[--count];
    }
    return offset;
  }

  int count() {
    return count;
  }

  /// The highest `$n`.
  int parameters() {
    return parameters;
  }

  Symbol at(int index) {
    return index >= 0 && index < count ? symbols[index] : Symbol.NOTHING_LEFT;
  }

  int start(int index) {
    return index < count ? starts[index] : sql.length();
  }

  int end(int index) {
    return ends[index];
  }

  /// Index of the bracket that closes or opens this one.
  int partner(int index) {
    return partners[index];
  }

  /// Whether the token is this word, whatever its case.
  boolean is(int index, String word) {
    return index >= 0
        && index < count
        && ends[index] - starts[index] == word.length()
        && sql.regionMatches(true, starts[index], word, 0, word.length());
  }

  /// The stretch from one token to another, the last one excluded.
  Extent extent(int from, int to) {
    return new Extent(starts[from], ends[to - 1]);
  }

  /// The identifier as PostgreSQL stores it: folded, unquoted, cut to 63 bytes.
  String name(int index) {
    int start = starts[index];
    int end = ends[index];
    String name;
    if (symbols[index] != Symbol.QUOTED) {
      name = fold(start, end);
    } else if (sql.charAt(start) == '"') {
      name = sql.substring(start + 1, end - 1);
      name = name.indexOf('"') < 0 ? name : name.replace("\"\"", "\"");
    } else {
      name = unescape(index, sql.substring(start + 3, end - 1).replace("\"\"", "\""));
    }
    return name.length() * 3 <= NAME_BYTES ? name : cut(name);
  }

  private String fold(int start, int end) {
    for (int i = start; i < end; i++) {
      char c = sql.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        char[] chars = new char[end - start];
        for (int k = start; k < end; k++) {
          char d = sql.charAt(k);
          chars[k - start] = d >= 'A' && d <= 'Z' ? (char) (d + 32) : d;
        }
        return new String(chars);
      }
    }
    return sql.substring(start, end);
  }

  private static String cut(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= NAME_BYTES) {
      return name;
    }
    int length = NAME_BYTES;
    while ((bytes[length] & 0xC0) == 0x80) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /// `\0041` and `\+000041` of U&"…", with the escape character that UESCAPE may name.
  private String unescape(int index, String body) {
    char escape = '\\';
    if (at(index + 1) == Symbol.UESCAPE && at(index + 2) == Symbol.STRING) {
      escape = sql.charAt(starts[index + 2] + 1);
    }
    StringBuilder out = new StringBuilder(body.length());
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i);
      if (c != escape) {
        out.append(c);
        i++;
      } else if (i + 1 < body.length() && body.charAt(i + 1) == escape) {
        out.append(escape);
        i += 2;
      } else {
        boolean wide = i + 1 < body.length() && body.charAt(i + 1) == '+';
        int from = wide ? i + 2 : i + 1;
        int to = from + (wide ? 6 : 4);
        out.appendCodePoint(codePoint(index, body, from, to));
        i = to;
      }
    }
    return out.toString();
  }

  private int codePoint(int index, String body, int from, int to) {
    try {
      int codePoint = Integer.parseInt(body, from, to, 16);
      if (Character.isValidCodePoint(codePoint)) {
        return codePoint;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new Malformed("invalid Unicode escape", starts[index], e);
    }
    throw new Malformed("invalid Unicode escape", starts[index]);
  }

  /// The token's text in upper case, for command tags.
  String upper(int index) {
    return sql.substring(starts[index], ends[index]).toUpperCase(Locale.ROOT);
  }
}
