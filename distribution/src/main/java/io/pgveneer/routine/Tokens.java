package io.pgveneer.routine;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The significant tokens of a body, with random access.
final class Tokens {
  private record Token(Lexer.Kind kind, int start, int end, String word) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  Tokens(String text) {
    this.text = text;
    Lexer lexer = new Lexer(text);
    while (lexer.nextSignificant()) {
      boolean quoted =
          lexer.kind() == Lexer.Kind.STRING || lexer.kind() == Lexer.Kind.QUOTED_IDENTIFIER;
      String word = quoted ? "" : lexer.text().toLowerCase(Locale.ROOT);
      tokens.add(new Token(lexer.kind(), lexer.start(), lexer.end(), word));
    }
  }

  int size() {
    return tokens.size();
  }

  /// The token in lower case; empty for strings, quoted identifiers, and behind the end.
  String word(int index) {
    return index < tokens.size() ? tokens.get(index).word : "";
  }

  boolean isName(int index) {
    if (index >= tokens.size()) {
      return false;
    }
    Lexer.Kind kind = tokens.get(index).kind;
    return kind == Lexer.Kind.WORD || kind == Lexer.Kind.QUOTED_IDENTIFIER;
  }

  int start(int index) {
    return index < tokens.size() ? tokens.get(index).start : text.length();
  }

  /// From the start of one token to the end of the one before another.
  Extent extent(int from, int to) {
    return from >= to
        ? new Extent(start(from), start(from))
        : new Extent(start(from), tokens.get(to - 1).end);
  }

  /// The first token from `from` on that is one of `words` outside of parentheses and CASE
  /// expressions.
  ///
  /// Errors: ImpossibleBodyException where there is none.
  int find(int from, String... words) {
    int depth = 0;
    int cases = 0;
    for (int i = from; i < tokens.size(); i++) {
      String word = tokens.get(i).word;
      if (depth == 0 && cases == 0 && List.of(words).contains(word)) {
        return i;
      }
      switch (word) {
        case "(", "[" -> depth++;
        case ")", "]" -> depth--;
        case "case" -> cases++;
        case "end" -> cases = Math.max(0, cases - 1);
        default -> {}
      }
    }
    throw new ImpossibleBodyException("the body's structure was not understood");
  }

  /// As [#find], up to `to`; -1 where there is none.
  int findBefore(int from, int to, String... words) {
    try {
      int found = find(from, words);
      return found < to ? found : -1;
    } catch (ImpossibleBodyException none) {
      return -1;
    }
  }
}
