package io.pgveneer.kernel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.pgveneer.api.Plan;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Outlines;
import io.pgveneer.sql.StatementClass;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// What PostgreSQL makes of a plan: its own EXPLAIN, which runs nothing.
final class Explainer {
  private static final Set<StatementClass> EXPLAINED =
      Set.of(
          StatementClass.QUERY,
          StatementClass.INSERT,
          StatementClass.UPDATE,
          StatementClass.DELETE,
          StatementClass.MERGE);

  private final Connection fresh;
  private final List<Explanation.Remote> remote = new ArrayList<>();
  private double rows = -1;

  Explainer(Connection fresh) {
    this.fresh = fresh;
  }

  /// Errors: SQLException with PostgreSQL's own words about the statement.
  void explain(Plan plan) throws SQLException {
    if (plan.refusal() != null || !EXPLAINED.contains(plan.kind())) {
      return;
    }
    Outline outline = Outlines.of(plan.main().text());
    boolean autoCommit = fresh.getAutoCommit();
    fresh.setAutoCommit(false);
    try (Statement statement = fresh.createStatement()) {
      statement.setEscapeProcessing(false);
      String explained = plan.main().text();
      if (outline.parameters() > 0) {
        statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        statement.execute("PREPARE pgveneer_explained AS " + explained);
        explained =
            "EXECUTE pgveneer_explained ("
                + String.join(", ", Collections.nCopies(outline.parameters(), "NULL"))
                + ")";
      }
      try (ResultSet row = statement.executeQuery("EXPLAIN (VERBOSE, FORMAT JSON) " + explained)) {
        row.next();
        Config plans = ConfigFactory.parseString("{\"plans\": " + row.getString(1) + "}");
        Config top = plans.getConfigList("plans").getFirst().getConfig("Plan");
        rows = top.getDouble("\"Plan Rows\"");
        collect(top);
      }
      if (outline.parameters() > 0) {
        statement.execute("DEALLOCATE pgveneer_explained");
      }
    } finally {
      fresh.rollback();
      fresh.setAutoCommit(autoCommit);
    }
  }

  private void collect(Config node) {
    if (node.hasPath("\"Remote SQL\"")) {
      remote.add(
          new Explanation.Remote(
              node.getString(node.hasPath("Relations") ? "Relations" : "\"Relation Name\""),
              node.getString("\"Remote SQL\""),
              node.getDouble("\"Plan Rows\"")));
    }
    if (node.hasPath("Plans")) {
      node.getConfigList("Plans").forEach(this::collect);
    }
  }

  List<Explanation.Remote> remote() {
    return List.copyOf(remote);
  }

  double rows() {
    return rows;
  }
}
