package io.pgveneer.testkit.plan;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outlines;
import java.util.stream.Collectors;

/// What a handler answers, as text that tests compare whole.
///
/// Shape: a line `step …` for each step before, with the client's parameters that it takes; then
/// the statement sent; then `clean …` where relations are read as clean, and `barrier`. Or `not
/// mine`, or the SQLSTATE and message of a refusal.
public final class PlanText {
  private PlanText() {}

  public static String of(StatementHandler handler, Shop shop, String sql) {
    StatementRequest request =
        new StatementRequest(Outlines.of(sql), shop, TransactionStatus.IDLE, false);
    return switch (handler.decide(request)) {
      case Decision.Mine mine -> text(mine.plan(), shop);
      case Decision.NotMine notMine -> "not mine";
      case Decision.Refused refused -> text(refused.error());
    };
  }

  private static String text(SqlError error) {
    return error.sqlState() + " " + error.message();
  }

  private static String text(Plan plan, Shop shop) {
    if (plan.refusal() != null) {
      return text(plan.refusal());
    }
    StringBuilder text = new StringBuilder();
    for (Step step : plan.before()) {
      text.append("step ").append(step.sql());
      text.append(step.parameters().isEmpty() ? "" : " " + step.parameters()).append('\n');
    }
    text.append(plan.main().text());
    if (!plan.assumedClean().isEmpty()) {
      text.append("\nclean ")
          .append(
              shop.schema().relations().stream()
                  .filter(relation -> plan.assumedClean().contains(relation.oid()))
                  .map(relation -> relation.name())
                  .sorted()
                  .collect(Collectors.joining(" ")));
    }
    return text + (plan.barrier() ? "\nbarrier" : "");
  }
}
