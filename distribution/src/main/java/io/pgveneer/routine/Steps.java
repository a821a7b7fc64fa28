package io.pgveneer.routine;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Lexer;
import java.util.Locale;

/// A plan's parts as text inside a body, or in a prepared statement of SQL.
public final class Steps {
  private Steps() {}

  /// The plan, if a body can carry it out.
  static Plan usable(Plan plan) {
    SqlError refusal = plan.refusal();
    if (refusal != null) {
      throw new ImpossibleBodyException(refusal.message());
    }
    if (!plan.after().isEmpty()) {
      throw new ImpossibleBodyException("a statement needs more done after it than a body can do");
    }
    return plan;
  }

  /// The step's text with the parameters' own numbers back in place.
  public static String sql(Step step) {
    if (step.parameters().isEmpty()) {
      return step.sql();
    }
    StringBuilder text = new StringBuilder();
    Lexer lexer = new Lexer(step.sql());
    while (lexer.next()) {
      if (lexer.kind() == Lexer.Kind.PARAMETER) {
        int own = Integer.parseInt(lexer.text().substring(1));
        text.append('$').append(step.parameters().get(own - 1));
      } else {
        text.append(lexer.text());
      }
    }
    return text.toString();
  }

  /// The step as a PL/pgSQL statement that throws its result away.
  static String perform(Step step) {
    String sql = sql(step).strip();
    if (!sql.toLowerCase(Locale.ROOT).startsWith("select ")) {
      throw new ImpossibleBodyException("a statement needs a step that is no SELECT");
    }
    return "PERFORM " + sql.substring("select ".length()) + "; ";
  }
}
