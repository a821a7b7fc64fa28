package io.pgveneer.sql;

/// Comparisons that name no operator: `IS DISTINCT FROM`, and CASE with an operand.
///
/// In the fresh database they mean the type's own equality. postgres_fdw sends them as they are, so
/// production looks for `=` where it finds PostgreSQL's own operators alone: for citext, that of
/// text.
public final class ImpliedEquality {
  private ImpliedEquality() {}

  public static boolean isIn(String sql) {
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "case")
          ? !tokens.is(i + 1, "when")
          : tokens.is(i, "distinct")
              && tokens.is(i + 1, "from")
              && (tokens.is(i - 1, "is") || tokens.is(i - 1, "not"))) {
        return true;
      }
    }
    return false;
  }
}
