package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Mentions;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Statements that are answered before any handler is asked.
final class Refusals {
  private static final String NAME = "kernel";

  private Refusals() {}

  static @Nullable Plan check(Outline outline, SessionNames names) {
    if (outline.kind() == StatementClass.UNKNOWN) {
      return unknown(outline);
    }
    SqlError error = unread(outline, names);
    if (error == null) {
      error = deniedSchema(outline, names);
    }
    if (error == null) {
      error = InvalidReferences.find(outline, names);
    }
    return error == null ? null : Plan.refused(outline.kind(), NAME, outline.sql(), error);
  }

  private static @Nullable SqlError unread(Outline outline, SessionNames names) {
    List<Extent> unread = Mentions.unaccounted(outline, true, names::isFederated);
    return unread.isEmpty()
        ? null
        : new SqlError(
            "0A000",
            "this form of "
                + outline.command()
                + " is not supported by pgveneer: table "
                + unread.getFirst().in(outline.sql())
                + " is named where none was expected",
            null,
            "Please report the statement. It was not executed.",
            position(outline, unread.getFirst().start()));
  }

  /// The views that stand for a relation are in a schema of ours, so that nobody else asks for the
  /// right to use the relation's.
  private static @Nullable SqlError deniedSchema(Outline outline, SessionNames names) {
    for (TableReference reference : outline.references()) {
      String schema = reference.schema();
      if (schema != null
          && names.denied().contains(schema)
          && names.isFederated(schema, reference.relation())) {
        return new SqlError(
            "42501",
            "permission denied for schema " + schema,
            null,
            null,
            position(outline, reference.name().start()));
      }
    }
    return null;
  }

  private static int position(Outline outline, int offset) {
    return 1 + outline.sql().codePointCount(0, offset);
  }

  static SqlError schemaUnknown() {
    return new SqlError(
        "58000",
        "pgveneer could not read the schema of the fresh database",
        null,
        "See the log of pgveneer for the reason; the next statement tries again.",
        0);
  }

  /// A text without known structure is most often a mistake, whose error should be PostgreSQL's
  /// own, at its own position. It is read by PostgreSQL before any step runs; should it understand
  /// the text after all, the step refuses it.
  private static Plan unknown(Outline outline) {
    String problem = outline.problem() == null ? "no known structure" : outline.problem();
    return new Plan(
        outline.kind(),
        NAME,
        List.of(
            Step.of(
                "DO $pgveneer$BEGIN RAISE SQLSTATE '0A000' USING MESSAGE ="
                    + " 'this statement is not supported by pgveneer', HINT = 'It was not understood"
                    + " ("
                    + problem.replace("'", "''").replace("$", "")
                    + "), so it was not executed.'; END$pgveneer$")),
        RewrittenSql.unchanged(outline.sql()),
        List.of(),
        false,
        Set.of(),
        null);
  }
}
