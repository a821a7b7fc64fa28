package io.pgveneer.routine;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.Statements;

/// Bodies in language SQL: statements, one after the other.
final class SqlBody {
  private SqlBody() {}

  static String rewrite(String body, BodyPlanner planner) {
    Splice splice = new Splice(body);
    for (Extent statement : Statements.split(body)) {
      Plan plan = Steps.usable(planner.plan(statement.in(body)));
      StringBuilder text = new StringBuilder();
      plan.before().forEach(step -> text.append(Steps.sql(step)).append("; "));
      text.append(plan.main().text());
      splice.replace(statement, text.toString());
    }
    return splice.apply().text();
  }
}
