package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a text into statements, as PostgreSQL does with the text of a Query message.
public final class Statements {
  private Statements() {}

  /// As [#split(String, boolean)] with `standard_conforming_strings` on, as it is by default.
  public static List<Extent> split(String sql) {
    return split(sql, true);
  }

  /// The statements without their semicolons, from the comments before each one's first token to
  /// its last token; those that are empty are left out. Where a token is malformed, the rest is one
  /// statement.
  ///
  /// Semicolons inside parentheses (CREATE RULE … DO (…; …)) and in the body of a routine (BEGIN
  /// ATOMIC … END) belong to the statement.
  public static List<Extent> split(String sql, boolean standardStrings) {
    Extent plain = plain(sql);
    if (plain != null) {
      return List.of(plain);
    }
    List<Extent> statements = new ArrayList<>(1);
    Lexer lexer = new Lexer(sql, new Extent(0, sql.length()), standardStrings);
    Body body = new Body();
    int from = -1;
    int to = -1;
    while (lexer.next()) {
      if (lexer.kind() == Lexer.Kind.WHITE_SPACE) {
        continue;
      }
      if (lexer.kind() == Lexer.Kind.COMMENT) {
        from = from < 0 ? lexer.start() : from;
      } else if (body.ends(sql, lexer)) {
        if (to > from) {
          statements.add(new Extent(from, to));
        }
        from = -1;
        to = -1;
        body = new Body();
      } else {
        from = from < 0 ? lexer.start() : from;
        to = lexer.end();
      }
    }
    if (to > from) {
      statements.add(new Extent(from, to));
    }
    return statements;
  }

  /// The one statement of a text without quotes and comments, and without semicolons but at its
  /// end; null for all others. Most texts are such, and need no tokens to be cut.
  private static @Nullable Extent plain(String sql) {
    int end = sql.length();
    while (end > 0 && (isBlank(sql.charAt(end - 1)) || sql.charAt(end - 1) == ';')) {
      end--;
    }
    int start = 0;
    while (start < end && isBlank(sql.charAt(start))) {
      start++;
    }
    int depth = 0;
    for (int i = start; i < end; i++) {
      char c = sql.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      }
      if (c == ';' || depth < 0 || Shape.isQuoting(sql, i, c)) {
        return null;
      }
    }
    // what ends in the body of a routine is for the tokens to tell
    boolean create = sql.regionMatches(true, start, "create", 0, 6);
    return depth == 0 && start < end && !create ? new Extent(start, end) : null;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /// How deep in parentheses and in the body of a routine the reading stands.
  private static final class Body {
    private int parentheses;
    private int blocks;
    private boolean create;
    private boolean first = true;
    private Symbol before = Symbol.NOTHING_LEFT;

    /// Whether this token is the semicolon behind the statement.
    boolean ends(String sql, Lexer lexer) {
      Symbol symbol = Symbol.BAD;
      if (lexer.kind() == Lexer.Kind.PUNCTUATION) {
        switch (sql.charAt(lexer.start())) {
          case '(', '[' -> parentheses++;
          case ')', ']' -> parentheses = Math.max(0, parentheses - 1);
          case ';' -> {
            before = Symbol.SEMICOLON;
            return parentheses == 0 && blocks == 0;
          }
          case '.' -> symbol = Symbol.DOT;
          default -> {}
        }
      } else if (lexer.kind() == Lexer.Kind.WORD && (first || create)) {
        symbol = Symbol.ofWord(sql, lexer.start(), lexer.end());
        create |= first && symbol == Symbol.CREATE;
        word(symbol);
      }
      first = false;
      before = symbol;
      return false;
    }

    private void word(Symbol symbol) {
      if (parentheses > 0 || before == Symbol.DOT || before == Symbol.AS) {
        return;
      }
      if (symbol == Symbol.ATOMIC && before == Symbol.BEGIN) {
        blocks++;
      } else if (blocks > 0 && symbol == Symbol.CASE) {
        blocks++;
      } else if (blocks > 0 && symbol == Symbol.END) {
        blocks--;
      }
    }
  }
}
