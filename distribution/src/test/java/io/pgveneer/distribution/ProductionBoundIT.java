package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Production sees no more connections than are computed.
@ExtendWith(PostgresqlExtension.class)
class ProductionBoundIT {
  private static final int CLIENTS = 12;
  private static final int POOL = 2;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PGVENEER_CLIENTS_MAX", Integer.toString(CLIENTS),
          "PGVENEER_SETUP_POOL_SIZE", Integer.toString(POOL),
          "PGVENEER_PRODUCTION_CHECK_INTERVAL", "1s");

  @Test
  void shouldHoldWhileAllClientsReadProduction(Database production, Database fresh)
      throws SQLException {
    production.execute(
        "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY);"
            + " INSERT INTO users SELECT generate_series(1, 100)");
    ProductionBound bound = new ProductionBound(2 * POOL, CLIENTS);
    List<Connection> clients = new ArrayList<>();
    try (Pgveneer proxy = TestProxy.start(production, fresh, SETTINGS)) {
      Database preview = TestProxy.preview(proxy, fresh);
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(read(preview));
          assertThat(seen(production)).isLessThanOrEqualTo(bound.most());
        }
        assertThat(seen(production)).isGreaterThanOrEqualTo(CLIENTS);
        assertThatThrownBy(preview::connect)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
      } finally {
        for (Connection client : clients) {
          client.close();
        }
      }
    }
  }

  /// A transaction that has read production, and stays open.
  private static Connection read(Database preview) throws SQLException {
    Connection client = preview.connect();
    client.setAutoCommit(false);
    try (Statement statement = client.createStatement()) {
      statement.execute("SELECT count(*) FROM users u LEFT JOIN orders o USING (id)");
      statement.execute("UPDATE users SET id = id WHERE id = 7 AND false");
    }
    return client;
  }

  /// Connections to production but the one that asks.
  private static int seen(Database production) throws SQLException {
    try (Connection connection = production.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
