package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// No read misses a write that was acknowledged before it began, through whichever proxy.
class SeveralProxiesIT {
  private static final int TABLES = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Database production;
  private Database fresh;
  private Pgveneer first;

  @BeforeEach
  void start() throws SQLException {
    production = Postgresql.major(Majors.newest()).createDatabase();
    fresh = Postgresql.major(Majors.newest()).createDatabase();
    for (int i = 0; i < TABLES; i++) {
      production.execute("CREATE TABLE t" + i + " (id int PRIMARY KEY)");
    }
    first = proxy();
  }

  @AfterEach
  void stop() {
    first.close(Duration.ZERO);
  }

  @Test
  void shouldReadTablesAsCleanWhileAlone() throws SQLException {
    try (Connection client = connect(first)) {
      assertThat(plan(client)).doesNotContain("Append");
    }
  }

  @Test
  void shouldSeeWhatAnotherProxyHasAcknowledged() throws SQLException {
    try (Connection reader = connect(first)) {
      assertThat(plan(reader)).doesNotContain("Append");
      try (Pgveneer second = proxy();
          Connection writer = connect(second)) {
        for (int i = 0; i < TABLES; i++) {
          execute(writer, "INSERT INTO t" + i + " VALUES (1)");

          assertThat(count(reader, "t" + i)).as("table %d", i).isEqualTo(1);
        }
        for (int i = 0; i < TABLES; i++) {
          execute(reader, "INSERT INTO t" + i + " VALUES (2)");

          assertThat(count(writer, "t" + i)).as("table %d", i).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void shouldSeeWhatWasWrittenPastItAMomentLater() throws SQLException {
    try (Connection reader = connect(first);
        Connection direct = fresh.connect()) {
      assertThat(count(reader, "t1")).isZero();

      execute(direct, "INSERT INTO t1 VALUES (1)");

      Instant end = Instant.now().plus(PATIENCE);
      while (count(reader, "t1") == 0 && Instant.now().isBefore(end)) {
        Thread.onSpinWait();
      }
      assertThat(count(reader, "t1")).isEqualTo(1);
    }
  }

  private Pgveneer proxy() {
    return TestProxy.start(production, fresh, Map.of("PGVENEER_SETUP_POOL_SIZE", "2"));
  }

  private Connection connect(Pgveneer proxy) throws SQLException {
    return TestProxy.preview(proxy, fresh).connect();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }

  private static String plan(Connection connection) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("EXPLAIN SELECT * FROM t0")) {
      while (result.next()) {
        plan.append(result.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
