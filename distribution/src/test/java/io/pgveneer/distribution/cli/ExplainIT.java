package io.pgveneer.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.TestProxy;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresqlExtension.class)
class ExplainIT {
  @TempDir private Path directory;

  @Test
  void shouldTellHowAStatementWouldBeCarriedOut(Database production, Database fresh)
      throws SQLException, IOException {
    // Given
    production.execute(
        """
        CREATE TABLE users (id int PRIMARY KEY, name text);
        CREATE TABLE orders (id int PRIMARY KEY, user_id int, amount numeric);
        INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 100) i;
        INSERT INTO orders SELECT i, i % 100, i FROM generate_series(1, 1000) i;
        ANALYZE""");
    try (Pgveneer preview = TestProxy.start(production, fresh, Map.of())) {
      TestProxy.preview(preview, fresh).execute("UPDATE users SET name = 'changed' WHERE id = 7");

      // When
      String text = explain(production, fresh, "SELECT o.* FROM orders o, users WHERE o.id = $1");
      String json = explain(production, fresh, "--json", "DELETE FROM orders WHERE id = 3");
      String refused = explain(production, fresh, "SELECT FROM WHERE");

      // Then
      assertThat(text)
          .startsWith(
              """
              query, handler select
              "public"."orders" as o: clean, no row of the preview's own
              "public"."users" as users: merge, has rows of its own
              sent:
                SELECT o.* FROM pgveneer_overlay.lower_""")
          .contains("sent to production, 1 row expected:\n  SELECT id, user_id, amount")
          .endsWith("rows expected\n");
      assertThat(json)
          .contains("\"class\" : \"delete\"")
          .contains("\"handler\" : \"write\"")
          .contains("pgveneer_overlay.touch_");
      assertThat(refused).startsWith("unknown, handler kernel\nbefore it:\n  DO ");
      assertThat(values(fresh)).isEqualTo("0 orders");
    }
  }

  private static String values(Database fresh) throws SQLException {
    try (var connection = fresh.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) || ' orders' FROM orders")) {
      row.next();
      return row.getString(1);
    }
  }

  private String explain(Database production, Database fresh, String... arguments)
      throws IOException {
    return Commands.run(directory, production, fresh, "explain", arguments);
  }
}
