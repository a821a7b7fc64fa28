package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The second foreign table of a table that is taken for large.
class PagedTablesIT {
  private static final String SCHEMA =
      """
      CREATE TABLE large (id int PRIMARY KEY, name text COLLATE "C", gone int);
      INSERT INTO large SELECT i, 'name ' || i, i FROM generate_series(1, 300) i;
      CREATE TABLE small (id int PRIMARY KEY);
      ANALYZE;
      UPDATE pg_class SET reltuples = 20000 WHERE relname = 'large'
      """;
  private static final String TABLES =
      "SELECT count(*) FROM pg_foreign_table WHERE 'use_remote_estimate=false' = ANY (ftoptions)";
  private static final String COLUMNS =
      "SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_foreign_table t JOIN pg_attribute"
          + " a ON a.attrelid = t.ftrelid AND a.attnum > 0 AND NOT a.attisdropped"
          + " WHERE 'use_remote_estimate=false' = ANY (t.ftoptions)";
  private static final String PAGE =
      "SELECT id || ' ' || name FROM large ORDER BY name DESC LIMIT 2";
  private static final String ROW = "SELECT name FROM large WHERE id = 7";
  private static final String SENT = "EXPLAIN (VERBOSE) SELECT id, name FROM large WHERE id = 7";

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldFollowWhatProductionChanges(int major) throws SQLException {
    Database production = Postgresql.major(major).createDatabase();
    Database fresh = Postgresql.major(major).createDatabase();
    production.execute(SCHEMA);
    try (Pgveneer pgveneer = TestProxy.start(production, fresh, Map.of())) {
      Database preview = TestProxy.preview(pgveneer, fresh);
      assertThat(rows(fresh, TABLES)).containsExactly("1");
      assertThat(rows(preview, ROW)).containsExactly("name 7");
      preview.execute("UPDATE large SET name = 'zz' WHERE id = 5");
      assertThat(rows(preview, PAGE)).containsExactly("5 zz", "99 name 99");
    }
    production.execute(
        "ALTER TABLE large DROP COLUMN gone, ADD COLUMN added int DEFAULT 3;"
            + "ALTER TABLE large RENAME COLUMN name TO label;"
            + "ALTER TABLE large ALTER COLUMN label TYPE varchar(50);"
            // a table that is written anew has no estimate until it is analyzed
            + "UPDATE pg_class SET reltuples = 20000 WHERE relname = 'large'");
    try (Pgveneer pgveneer = TestProxy.start(production, fresh, Map.of())) {
      Database preview = TestProxy.preview(pgveneer, fresh);
      assertThat(rows(fresh, TABLES)).containsExactly("1");
      assertThat(rows(fresh, COLUMNS)).containsExactly("id name added");
      assertThat(rows(preview, PAGE)).containsExactly("5 zz", "99 name 99");
      assertThat(rows(preview, ROW)).containsExactly("name 7");
      assertThat(rows(preview, SENT)).anyMatch(line -> line.contains("pgveneer_lower.paged_"));
    }
  }

  private static List<String> rows(Database database, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
