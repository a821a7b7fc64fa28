package io.pgveneer.distribution;

import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.schema.ConnectOptions;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// How many connections to production one proxy can cause.
///
/// Each session of the fresh database has one at most, which postgres_fdw makes when it first reads
/// production; workers of parallel plans have none. So it is one for each client, and for each of
/// the proxy's own connections one on either way.
///
/// @param setup for its own work
/// @param clients for its clients
public record ProductionBound(int setup, int clients) {
  private static final String KEY = "clients.max";
  private static final String SESSIONS = "SELECT current_setting('max_connections')::int";
  private static final String LIMIT =
      """
      SELECT least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
        nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1))
      FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user""";

  /// Errors: PgveneerException where the fresh database does not answer.
  static ProductionBound of(Settings settings, DatabaseConnections fresh) {
    int pool = settings.setup().poolSize();
    int clients = settings.clients().limits().clients();
    return clients > 0
        ? new ProductionBound(2 * pool, clients)
        : new ProductionBound(pool, number(fresh, SESSIONS));
  }

  private static int number(DatabaseConnections database, String query) {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  /// Connects to both databases, which answer. Errors: PgveneerException where they do not.
  static List<Finding> check(Configuration configuration, Settings settings) {
    ConnectOptions once = new ConnectOptions(1, settings.setup().connectTimeout(), Duration.ZERO);
    try (DatabaseConnections production =
            DatabaseConnections.production(
                DatabaseBridge.settings(settings.production().url()), once);
        DatabaseConnections fresh =
            DatabaseConnections.fresh(DatabaseBridge.settings(settings.fresh().url()), once)) {
      ProductionBound bound = of(settings, fresh);
      int limit = number(production, LIMIT);
      return bound.most() <= limit ? List.of() : List.of(bound.tooHigh(configuration, limit));
    }
  }

  private Finding tooHigh(Configuration configuration, int limit) {
    return new Finding(
        Finding.Severity.WARNING,
        KEY,
        configuration.origins().get(KEY),
        text() + ", which takes " + limit + " of this role at the same time",
        "Let fewer clients in, or give the role more connections.");
  }

  public int most() {
    return setup + clients;
  }

  public String text() {
    return "at most %d connections to production, %d for set-up and %d for clients"
        .formatted(most(), setup, clients);
  }
}
