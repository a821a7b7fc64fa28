package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The significant tokens of a stretch of SQL text, by index, with the partner of each bracket.
///
/// An index outside of the list is no token: [#is] and [#isName] answer false for it.
public final class TokenList {
  private final String sql;
  private Lexer.Kind[] kinds = new Lexer.Kind[32];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int[] partners = new int[32];
  private int size;

  private TokenList(String sql) {
    this.sql = sql;
  }

  public static TokenList of(String sql) {
    return of(sql, new Extent(0, sql.length()));
  }

  public static TokenList of(String sql, Extent extent) {
    TokenList tokens = new TokenList(sql);
    Lexer lexer = new Lexer(sql, extent, true);
    int open = -1;
    while (lexer.nextSignificant()) {
      open = tokens.add(lexer, open);
    }
    return tokens;
  }

  private int add(Lexer lexer, int open) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      partners = Arrays.copyOf(partners, 2 * size);
    }
    int i = size++;
    kinds[i] = lexer.kind();
    starts[i] = lexer.start();
    ends[i] = lexer.end();
    partners[i] = -1;
    if (is(i, "(") || is(i, "[")) {
      partners[i] = open;
      return i;
    }
    if ((is(i, ")") || is(i, "]")) && open >= 0) {
      int outer = partners[open];
      partners[i] = open;
      partners[open] = i;
      return outer;
    }
    return open;
  }

  /// The tokens in one line, without comments; what is quoted keeps its line ends.
  public String line() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        String between = sql.substring(ends[i - 1], starts[i]);
        line.append(between.chars().allMatch(c -> c == ' ') ? between : " ");
      }
      line.append(sql, starts[i], ends[i]);
    }
    return line.toString();
  }

  public int size() {
    return size;
  }

  public Lexer.Kind kind(int index) {
    return kinds[index];
  }

  public int start(int index) {
    return starts[index];
  }

  public int end(int index) {
    return ends[index];
  }

  public String text(int index) {
    return sql.substring(starts[index], ends[index]);
  }

  /// Index of the bracket that closes or opens the one at `index`; -1 where there is none.
  public int partner(int index) {
    return partners[index];
  }

  /// Whether the token is this word, in any case, or this operator or sign; never a string or a
  /// quoted name.
  public boolean is(int index, String text) {
    return index >= 0
        && index < size
        && ends[index] - starts[index] == text.length()
        && sql.regionMatches(true, starts[index], text, 0, text.length())
        && kinds[index] != Lexer.Kind.STRING
        && kinds[index] != Lexer.Kind.QUOTED_IDENTIFIER;
  }

  /// Whether the token is a word, perhaps a keyword, or a quoted name.
  public boolean isName(int index) {
    return index >= 0
        && index < size
        && (kinds[index] == Lexer.Kind.WORD || kinds[index] == Lexer.Kind.QUOTED_IDENTIFIER);
  }

  public boolean isQuoted(int index) {
    return kinds[index] == Lexer.Kind.QUOTED_IDENTIFIER;
  }

  /// The name as PostgreSQL folds it. `U&"…"` is given as it stands.
  public String name(int index) {
    String text = text(index);
    if (kinds[index] != Lexer.Kind.QUOTED_IDENTIFIER) {
      return fold(text);
    }
    return text.charAt(0) == '"'
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text;
  }

  /// Index of the first token that begins at `offset` or behind; [#size] where none does.
  public int at(int offset) {
    int found = Arrays.binarySearch(starts, 0, size, offset);
    return found >= 0 ? found : -found - 1;
  }

  /// The stretches between the commas outside of brackets, among the tokens from `from` to `to`
  /// (exclusive).
  public List<Extent> items(int from, int to) {
    List<Extent> items = new ArrayList<>();
    int first = from;
    for (int i = from; i <= to; i++) {
      if (i == to || is(i, ",")) {
        if (i > first) {
          items.add(new Extent(starts[first], ends[i - 1]));
        }
        first = i + 1;
      } else if ((is(i, "(") || is(i, "[")) && partners[i] > i) {
        i = Math.min(partners[i], to - 1);
      }
    }
    return items;
  }

  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }
}
