package io.pgveneer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Production goes away and comes back while a preview serves.
class ProductionGoneIT {
  @TempDir private Path directory;

  @Test
  void shouldServeWhatNeedsNoProductionAndRecover() throws SQLException {
    Path data = directory.resolve("data");
    PostgresqlServer production =
        PostgresqlServer.start(ServerOptions.of(18).withDataDirectory(data));
    int port = production.port();
    try (PostgresqlServer fresh = PostgresqlServer.start(ServerOptions.of(18))) {
      Database shop = production.createDatabase("shop");
      shop.execute("CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1), (2)");
      try (Preview preview =
              Preview.start(Reader.of(shop), fresh.createDatabase("shop"), "127.0.0.1:0");
          Connection connection = preview.client().connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE own (id int PRIMARY KEY)");
        statement.execute("INSERT INTO own VALUES (7)");
        assertThat(count(statement, "users")).isEqualTo(2);

        production.close();
        assertThatThrownBy(() -> count(statement, "users"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        assertThat(count(statement, "own")).isEqualTo(1);
        try (Connection other = preview.client().connect();
            Statement others = other.createStatement()) {
          assertThat(count(others, "own")).isEqualTo(1);
        }

        production =
            PostgresqlServer.start(ServerOptions.of(18).withDataDirectory(data).withPort(port));
        assertThat(count(statement, "users")).isEqualTo(2);
      }
    } finally {
      production.close();
    }
  }

  private static int count(Statement statement, String table) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }
}
