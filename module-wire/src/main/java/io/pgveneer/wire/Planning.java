package io.pgveneer.wire;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the planner, and turns its failures into refusals: a bug there costs a statement, not a
/// session. So does a stack that is not deep enough for it.
final class Planning {
  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  private Planning() {}

  static List<Extent> split(SessionPlanner planner, String text) {
    try {
      return planner.split(text);
    } catch (RuntimeException | StackOverflowError failure) {
      LOG.error("splitting a query failed", failure);
      return List.of(new Extent(0, text.length()));
    }
  }

  static Plan plan(SessionPlanner planner, String sql, TransactionStatus status, boolean prepared) {
    try {
      return planner.plan(sql, status, prepared);
    } catch (PgveneerException refusal) {
      return Plan.refused(StatementClass.UNKNOWN, "wire", sql, refusal.error());
    } catch (RuntimeException | StackOverflowError failure) {
      LOG.error("planning a statement failed", failure);
      SqlError error =
          new SqlError("XX000", "pgveneer failed to plan this statement", null, null, 0);
      return Plan.refused(StatementClass.UNKNOWN, "wire", sql, error);
    }
  }
}
