package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The significant tokens of a statement, with random access and folded names.
final class Words {
  private record Word(Lexer.Kind kind, int start, int end, String name) {}

  private final List<Word> words = new ArrayList<>();

  Words(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.nextSignificant()) {
      words.add(
          new Word(lexer.kind(), lexer.start(), lexer.end(), fold(lexer.kind(), lexer.text())));
    }
  }

  int size() {
    return words.size();
  }

  int start(int i) {
    return words.get(i).start;
  }

  int end(int i) {
    return words.get(i).end;
  }

  /// The index of the first token in a stretch.
  int first(Extent extent) {
    int i = 0;
    while (i < words.size() && words.get(i).start < extent.start()) {
      i++;
    }
    return i;
  }

  /// Whether there is a token and it is this punctuation or operator.
  boolean is(int i, String text) {
    return exists(i) && !isName(i) && !isConstant(i) && words.get(i).name.equals(text);
  }

  boolean isName(int i) {
    return exists(i)
        && (words.get(i).kind == Lexer.Kind.WORD
            || words.get(i).kind == Lexer.Kind.QUOTED_IDENTIFIER);
  }

  /// A name without quotes, which may be a keyword.
  boolean isPlain(int i) {
    return exists(i) && words.get(i).kind == Lexer.Kind.WORD;
  }

  boolean isConstant(int i) {
    return exists(i)
        && switch (words.get(i).kind) {
          case STRING, NUMBER, PARAMETER -> true;
          default -> false;
        };
  }

  /// The name as PostgreSQL folds it; empty where there is no token.
  String name(int i) {
    return exists(i) ? words.get(i).name : "";
  }

  private boolean exists(int i) {
    return i >= 0 && i < words.size();
  }

  private static String fold(Lexer.Kind kind, String text) {
    return switch (kind) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case QUOTED_IDENTIFIER ->
          text.startsWith("\"") && text.length() > 1
              ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
              : text;
      default -> text;
    };
  }
}
