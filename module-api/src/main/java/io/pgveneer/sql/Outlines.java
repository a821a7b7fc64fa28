package io.pgveneer.sql;

import java.util.List;

/// Makes the [Outline] of a statement.
///
/// Decision: `docs/decisions/0002-own-outline.md`.
///
/// Total: every text has one, [StatementClass#UNKNOWN] where its structure is none known here.
public final class Outlines {
  private Outlines() {}

  /// As [#of(String, boolean)] with `standard_conforming_strings` on, as it is by default.
  public static Outline of(String sql) {
    return of(sql, true);
  }

  /// @param sql one statement, perhaps with a semicolon behind it
  /// @param standardStrings the session's `standard_conforming_strings`
  public static Outline of(String sql, boolean standardStrings) {
    try {
      Tokens tokens = Tokens.of(sql, new Extent(0, sql.length()), standardStrings);
      int count = tokens.dropSemicolons();
      Reader reader = new Reader(tokens);
      Draft draft = new Draft();
      Statement statement = new StatementReader(reader, draft).read();
      if (!reader.atEnd()) {
        throw reader.malformed("syntax not known");
      }
      return new Outline(
          count < 0 ? sql : sql.substring(0, count),
          statement.kind(),
          statement.inner(),
          statement.command(),
          draft.finishBlocks(),
          draft.finish(draft.references),
          draft.finish(draft.commonTables),
          draft.finishWrites(),
          tokens.parameters(),
          null);
    } catch (Malformed e) {
      return unknown(sql, e.problem());
    }
  }

  private static Outline unknown(String sql, String problem) {
    return new Outline(
        sql,
        StatementClass.UNKNOWN,
        null,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        problem);
  }
}
