package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

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

@ExtendWith(PostgresqlExtension.class)
class DumpIT {
  /// What pg_dump begins with, since views could run code as whoever dumps them.
  private static final String RESTRICTION =
      "SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings"
          + " WHERE name = 'restrict_nonsystem_relation_kind'";

  @Test
  void shouldLetPgDumpReadWhatViewsStandFor(Database production, Database fresh)
      throws SQLException {
    // Given
    production.execute(
        "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ann')");
    try (Pgveneer preview = TestProxy.start(production, fresh, Map.of());
        Connection client = TestProxy.preview(preview, fresh).connect();
        Statement statement = client.createStatement()) {

      // When
      List<String> restricted = strings(statement, RESTRICTION);
      List<String> tables =
          strings(
              statement,
              "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                  + " ON n.oid OPERATOR(pg_catalog.=) c.relnamespace"
                  + " WHERE c.tableoid > 0 AND n.nspname = 'public' AND c.relkind = 'r'");
      List<String> names = strings(statement, "SELECT name FROM ONLY public.users");

      // Then
      assertThat(restricted).isEmpty();
      assertThat(tables).containsExactly("users");
      assertThat(names).containsExactly("Ann");
    }
  }

  private static List<String> strings(Statement statement, String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }
}
