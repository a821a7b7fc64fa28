package io.pgveneer.distribution;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.pgveneer.api.Step;
import io.pgveneer.kernel.Explanation;
import io.pgveneer.kernel.HandlerRegistry;
import io.pgveneer.kernel.Kernel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How a statement would be carried out, as a document.
final class ExplainDocument {
  /// What the role of a connection would have as its search path without our own setting.
  private static final String SEARCH_PATH =
      """
      SELECT set_config('search_path', coalesce((
        SELECT substr(c, 13) FROM pg_db_role_setting s, unnest(s.setconfig) c
        WHERE s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))
          AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
          AND c LIKE 'search_path=%'
        ORDER BY s.setrole = 0, s.setdatabase = 0 LIMIT 1), '"$user", public'), false)""";

  private ExplainDocument() {}

  static Config of(HandlerRegistry handlers, Connection fresh, String sql) throws SQLException {
    try (Statement statement = fresh.createStatement()) {
      statement.execute(SEARCH_PATH);
    }
    return document(new Kernel(handlers).explain(fresh, sql));
  }

  private static Config document(Explanation explanation) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("class", explanation.plan().kind().name().toLowerCase(Locale.ROOT));
    document.put("handler", explanation.plan().handler());
    var refusal = explanation.plan().refusal();
    if (refusal != null) {
      document.put("error", Map.of("code", refusal.sqlState(), "message", refusal.message()));
      return ConfigFactory.parseMap(document);
    }
    document.put(
        "tables",
        explanation.reads().stream()
            .map(
                read ->
                    Map.of(
                        "table", read.relation(),
                        "name", read.correlation(),
                        "strategy", read.strategy(),
                        "reason", read.reason(),
                        "cost", Math.round(read.cost())))
            .toList());
    document.put("before", explanation.plan().before().stream().map(Step::sql).toList());
    document.put("sql", explanation.plan().main().text());
    document.put("after", explanation.plan().after().stream().map(Step::sql).toList());
    document.put(
        "production",
        explanation.remote().stream()
            .map(
                remote ->
                    Map.of(
                        "about", remote.relations(),
                        "sql", remote.sql(),
                        "rows", Math.round(remote.rows())))
            .toList());
    if (explanation.rows() >= 0) {
      document.put("rows", Math.round(explanation.rows()));
    }
    return ConfigFactory.parseMap(document);
  }
}
