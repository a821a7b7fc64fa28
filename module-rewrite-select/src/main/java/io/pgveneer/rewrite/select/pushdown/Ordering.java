package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.TokenList;

/// An element of ORDER BY.
final class Ordering {
  private Ordering() {}

  /// The token behind the element's expression: what follows are words such as `DESC NULLS LAST`.
  ///
  /// Errors: Unsupported for `USING`
  static int endOfExpression(TokenList tokens, int from, int to) {
    int end = to;
    while (end > from + 1 && isDirection(tokens, end - 1)) {
      end--;
    }
    if (tokens.is(end - 2, "using")) {
      throw new Unsupported("ORDER BY USING");
    }
    return end;
  }

  private static boolean isDirection(TokenList tokens, int index) {
    return tokens.is(index, "asc")
        || tokens.is(index, "desc")
        || tokens.is(index, "nulls")
        || (tokens.is(index, "first") || tokens.is(index, "last")) && tokens.is(index - 1, "nulls");
  }
}
