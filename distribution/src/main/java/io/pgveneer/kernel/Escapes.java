package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;

/// Texts of a session whose `standard_conforming_strings` is off.
///
/// Whoever reads a statement here reads its strings as the standard has them. So the statement is
/// planned in the form that means the same either way, `E'…'`.
final class Escapes {
  private static final String NAME = "kernel";

  private Escapes() {}

  /// The statement with every string that escapes by backslashes written as one that always does.
  static String explicit(String sql) {
    StringBuilder text = new StringBuilder(sql.length() + 16);
    Lexer lexer = new Lexer(sql, new Extent(0, sql.length()), false);
    while (lexer.next()) {
      String token = lexer.text();
      if (token.startsWith("'") && token.indexOf('\\') >= 0) {
        text.append(" E");
      }
      text.append(token);
    }
    return text.toString();
  }

  /// The plan for the client's own text, made for the [#explicit] one.
  ///
  /// Refuses where the text or the body in it is read once more, by those who do not know.
  static Plan of(Plan plan, Outline outline, String sql, SessionNames names) {
    if (plan.refusal() != null) {
      return plan;
    }
    boolean unchanged = plan.main().isUnchanged();
    boolean body = plan.kind() == StatementClass.DO && !unchanged;
    boolean followed =
        plan.kind() == StatementClass.DDL
            && outline.references().stream()
                .anyMatch(reference -> names.isFederated(reference.schema(), reference.relation()));
    if (body || followed) {
      return Plan.refused(
          plan.kind(),
          NAME,
          sql,
          SqlError.unsupported(
              "a backslash in this statement while standard_conforming_strings is off",
              "Turn it on, or write the string as E'…'."));
    }
    return unchanged
        ? new Plan(
            plan.kind(),
            plan.handler(),
            plan.before(),
            RewrittenSql.unchanged(sql),
            plan.after(),
            plan.barrier(),
            plan.assumedClean(),
            null)
        : plan;
  }
}
