package io.pgveneer.distribution.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.TestProxy;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlExtension;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a running proxy's metrics are after known traffic, in Prometheus' format and as MBeans.
@ExtendWith(PostgresqlExtension.class)
class ServedMetricsIT {
  private static final int ROWS = 1000;
  private static final int WIDTH = 1000;

  private final int port = Watcher.freePort();
  private final Watcher watcher = new Watcher(port);
  private Database fresh;
  private Pgveneer proxy;

  @BeforeEach
  void start(Database production, Database upper) throws SQLException {
    production.execute(
        "CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1), (2)");
    fresh = upper;
    proxy =
        TestProxy.start(
            production,
            fresh,
            Map.of("PGVENEER_METRICS_LISTEN", "127.0.0.1:" + port, "PGVENEER_METRICS_JMX", "true"));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  /// Each statement as one Query message.
  private Connection client() throws SQLException {
    Database preview = TestProxy.preview(proxy, fresh);
    return DriverManager.getConnection(
        preview.jdbcUrl() + "?preferQueryMode=simple", preview.user(), preview.password());
  }

  @Test
  void shouldCountClientsStatementsAndErrors() throws SQLException {
    try (Connection client = client();
        Connection idle = client();
        Statement statement = client.createStatement()) {
      double queries = sample("pgveneer_statements_total{class=\"query\"}");
      for (int i = 0; i < 3; i++) {
        statement.execute("SELECT * FROM users");
      }
      statement.execute("UPDATE users SET id = 3 WHERE id = 2");
      statement.execute("CREATE TABLE own (id int)");
      fails(statement, "SELECT nothing");
      fails(statement, "SELECT 1/0");
      fails(statement, "SELECT 1/0");

      assertThat(idle.isClosed()).isFalse();
      assertThat(sample("pgveneer_clients_accepted_total")).isEqualTo(2);
      assertThat(sample("pgveneer_clients_present")).isEqualTo(2);
      assertThat(sample("pgveneer_statements_total{class=\"query\"}") - queries).isEqualTo(3);
      assertThat(sample("pgveneer_statements_total{class=\"update\"}")).isEqualTo(1);
      assertThat(sample("pgveneer_statements_total{class=\"ddl\"}")).isEqualTo(1);
      assertThat(sample("pgveneer_errors_total{sqlstate=\"42703\"}")).isEqualTo(1);
      assertThat(sample("pgveneer_errors_total{sqlstate=\"22012\"}")).isEqualTo(2);
    }
    watcher.await(() -> sample("pgveneer_clients_present") == 0);
  }

  @Test
  void shouldCountBytesAndMessagesByWhoSentThem() throws SQLException {
    try (Connection client = client();
        Statement statement = client.createStatement()) {
      statement.execute("SELECT 1");
      double received = sample("pgveneer_bytes_total{sender=\"client\"}");
      double asked = sample("pgveneer_messages_total{sender=\"client\"}");
      double sent = sample("pgveneer_bytes_total{sender=\"database\"}");
      double told = sample("pgveneer_messages_total{sender=\"database\"}");

      String sql = "SELECT repeat('x', %d) FROM generate_series(1, %d)".formatted(WIDTH, ROWS);
      statement.execute(sql);

      // type and length, text, NUL
      assertThat(sample("pgveneer_bytes_total{sender=\"client\"}") - received)
          .isEqualTo(5 + sql.length() + 1);
      assertThat(sample("pgveneer_messages_total{sender=\"client\"}") - asked).isEqualTo(1);
      // RowDescription, rows of 11 bytes more than their value, CommandComplete, ReadyForQuery
      assertThat(sample("pgveneer_messages_total{sender=\"database\"}") - told)
          .isEqualTo(1 + ROWS + 1 + 1);
      assertThat(sample("pgveneer_bytes_total{sender=\"database\"}") - sent)
          .isEqualTo(ROWS * (11.0 + WIDTH) + (7 + "repeat".length() + 19) + (5 + 12) + 6);
    }
  }

  @Test
  void shouldTellWhereTheTimeOfAStatementWent() throws SQLException {
    try (Connection client = client();
        Statement statement = client.createStatement()) {
      double planned = sample("pgveneer_latency_seconds_count{part=\"rewrite\"}");
      double answered = sample("pgveneer_latency_seconds_count{part=\"fresh\"}");
      double relayed = sample("pgveneer_latency_seconds_count{part=\"relay\"}");

      for (int i = 0; i < 5; i++) {
        statement.execute("SELECT pg_sleep(0.05)");
      }

      assertThat(sample("pgveneer_latency_seconds_count{part=\"rewrite\"}") - planned).isEqualTo(5);
      assertThat(sample("pgveneer_latency_seconds_count{part=\"fresh\"}") - answered).isEqualTo(5);
      assertThat(sample("pgveneer_latency_seconds_count{part=\"relay\"}") - relayed).isEqualTo(5);
      assertThat(sample("pgveneer_latency_seconds{part=\"fresh\",quantile=\"0.999\"}"))
          .isGreaterThanOrEqualTo(0.05);
      assertThat(sample("pgveneer_latency_seconds{part=\"rewrite\",quantile=\"0.5\"}"))
          .isBetween(0.0, 0.05);
    }
  }

  @Test
  void shouldTellTheSameAsMbeans() throws SQLException, JMException {
    try (Connection client = client();
        Statement statement = client.createStatement()) {
      fails(statement, "SELECT 1/0");
    }
    assertThat(bean("clients.accepted", "counters", "Count")).isEqualTo(1L);
    assertThat(bean("errors.22012", "counters", "Count")).isEqualTo(1L);
    assertThat(((Number) bean("latency.fresh", "timers", "Count")).doubleValue())
        .isEqualTo(sample("pgveneer_latency_seconds_count{part=\"fresh\"}"));
  }

  private static Object bean(String name, String type, String attribute) throws JMException {
    ObjectName of = new ObjectName("pgveneer:name=" + name + ",type=" + type);
    return ManagementFactory.getPlatformMBeanServer().getAttribute(of, attribute);
  }

  private static void fails(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException expected) {
      return;
    }
    throw new AssertionError(sql + " has not failed");
  }

  private double sample(String name) {
    return watcher.sample(name);
  }
}
