package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows that production sends at a time.
class BatchesIT {
  private static final String SCHEMA =
      """
      CREATE TABLE wide (id int PRIMARY KEY, document text);
      ALTER TABLE wide ALTER document SET STORAGE EXTERNAL;
      INSERT INTO wide SELECT i, repeat('x', 20000) FROM generate_series(1, 300) i;
      CREATE TABLE narrow (id int PRIMARY KEY, n int);
      INSERT INTO narrow SELECT i, i FROM generate_series(1, 300) i;
      CREATE TABLE empty (id int PRIMARY KEY, n int)
      """;

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldFetchFewWideRowsAtATime(int major) throws SQLException {
    Database production = Postgresql.major(major).createDatabase();
    Database fresh = Postgresql.major(major).createDatabase();
    production.execute(SCHEMA);
    // ANALYZE alone does not look at what is stored outside of the rows
    production.execute("VACUUM ANALYZE");
    try (Pgveneer pgveneer = TestProxy.start(production, fresh, Map.of())) {
      assertThat(fetchSize(fresh, "wide")).isBetween(50, 110);
      assertThat(fetchSize(fresh, "narrow")).isZero();
      assertThat(fetchSize(fresh, "empty")).isZero();
      try (Connection connection = TestProxy.preview(pgveneer, fresh).connect()) {
        assertThat(number(connection, "SELECT sum(length(document)) FROM wide"))
            .isEqualTo(6_000_000);
        assertThat(number(connection, "SELECT sum(n) FROM narrow")).isEqualTo(45_150);
        assertThat(number(connection, "SELECT count(*) FROM empty")).isZero();
      }
    }
  }

  /// The foreign table's own, 0 for none.
  private static int fetchSize(Database fresh, String table) throws SQLException {
    try (Connection connection = fresh.connect()) {
      return number(
          connection,
          "SELECT coalesce(max(option_value), '0') FROM pg_foreign_table,"
              + " pg_options_to_table(ftoptions) WHERE option_name = 'fetch_size' AND ftrelid ="
              + " 'pgveneer_lower.\"public."
              + table
              + "\"'::regclass");
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
