package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.TokenList;
import org.jspecify.annotations.Nullable;

/// The names that PostgreSQL gives to columns without a label.
final class Labels {
  private Labels() {}

  /// The name of an item's column; null as below.
  ///
  /// Errors: Unsupported as below
  static @Nullable String of(TokenList tokens, Lists.SelectItem item) {
    Extent expression = item.expression();
    return item.label() != null
        ? item.label()
        : of(tokens, tokens.at(expression.start()), tokens.at(expression.end()));
  }

  /// The name of an expression, where replacing what is in it might change it; null where it would
  /// not.
  ///
  /// Errors: Unsupported for forms whose name is not known here.
  static @Nullable String of(TokenList tokens, int from, int to) {
    boolean keyword = tokens.isName(from) && Words.KEYWORDS.contains(tokens.name(from));
    if (keyword || tokens.is(from, "cast") || tokens.is(from, "trim") || tokens.is(from, "(")) {
      throw new Unsupported("an expression whose name is not known");
    }
    int end = endOfPrimary(tokens, from);
    if (end == to) {
      return last(tokens, from, end);
    }
    if (tokens.isName(from) && tokens.is(end, "::") && end + 2 == to) {
      return last(tokens, from, end);
    }
    for (int i = from; i < to; i++) {
      if (tokens.is(i, "(") || tokens.is(i, "[")) {
        i = tokens.partner(i);
      } else if (tokens.kind(i) == Lexer.Kind.OPERATOR) {
        return "?column?";
      }
    }
    throw new Unsupported("an expression whose name is not known");
  }

  private static int endOfPrimary(TokenList tokens, int from) {
    if (!tokens.isName(from)) {
      return from + 1;
    }
    int end = from + 1;
    while (tokens.is(end, ".") && tokens.isName(end + 1)) {
      end += 2;
    }
    if (tokens.is(end, "(")) {
      end = tokens.partner(end) + 1;
      if (tokens.is(end, "filter") && tokens.is(end + 1, "(")) {
        end = tokens.partner(end + 1) + 1;
      }
    }
    return end;
  }

  private static String last(TokenList tokens, int from, int end) {
    if (!tokens.isName(from)) {
      return "?column?";
    }
    int name = from;
    while (name + 2 < end && tokens.is(name + 1, ".")) {
      name += 2;
    }
    return tokens.name(name);
  }
}
