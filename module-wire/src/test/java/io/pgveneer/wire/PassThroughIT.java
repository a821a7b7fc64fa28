package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/// An unmodified driver against a real server through a planner that changes nothing.
class PassThroughIT {
  private WireServer server;
  private Database direct;

  private Connection connect(int major, String mode) throws SQLException {
    direct = Postgresql.major(major).createDatabase();
    server = WireServer.start(TestDoor.to(direct));
    return open(mode);
  }

  private Connection open(String mode) throws SQLException {
    Database proxied = direct.at("127.0.0.1", server.address().getPort());
    Properties properties = new Properties();
    properties.setProperty("user", proxied.user());
    properties.setProperty("password", proxied.password());
    properties.setProperty("preferQueryMode", mode);
    properties.setProperty("prepareThreshold", "2");
    return DriverManager.getConnection(proxied.jdbcUrl(), properties);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"15,simple", "15,extended", "18,simple", "18,extended", "18,extendedForPrepared"})
  void shouldRunStatementsAndTransactions(int major, String mode) throws SQLException {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int PRIMARY KEY, name text)");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (int i = 0; i < 500; i++) {
          insert.setInt(1, i);
          insert.setString(2, "näme 𝄞 " + i);
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(500);
      }
      connection.setAutoCommit(false);
      assertThat(statement.executeUpdate("UPDATE t SET name = 'x' WHERE id < 10")).isEqualTo(10);
      connection.rollback();
      statement.setFetchSize(50);
      try (ResultSet rows = statement.executeQuery("SELECT id, name FROM t ORDER BY id")) {
        int n = 0;
        while (rows.next()) {
          assertThat(rows.getString(2)).isEqualTo("näme 𝄞 " + n++);
        }
        assertThat(n).isEqualTo(500);
      }
      connection.commit();
    }
  }

  @ParameterizedTest
  @CsvSource({"15,simple", "15,extended", "18,simple", "18,extended"})
  void shouldRunSeveralStatementsAsOneTransaction(int major, String mode) throws SQLException {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE a (id int); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)");
      assertThatThrownBy(
              () -> statement.execute("INSERT INTO a VALUES (3); SET work_mem = 'x'; SELECT 1"))
          .isInstanceOf(PSQLException.class);
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM a")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(2);
      }
      List<Object> results = new ArrayList<>();
      boolean isRows =
          statement.execute(
              "SET work_mem = '5MB'; SELECT 7; INSERT INTO a VALUES (9); SHOW work_mem");
      while (isRows || statement.getUpdateCount() >= 0) {
        if (isRows) {
          try (ResultSet rows = statement.getResultSet()) {
            rows.next();
            results.add(rows.getString(1));
          }
        } else {
          results.add(statement.getUpdateCount());
        }
        isRows = statement.getMoreResults();
      }
      assertThat(results).containsExactly(0, "7", 1, "5MB");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void shouldNegotiateAsTheDatabaseDoes(int major) throws Exception {
    direct = Postgresql.major(major).createDatabase();
    server = WireServer.start(TestDoor.to(direct));
    for (int version : List.of(3 << 16, 3 << 16 | 2, 3 << 16 | 9999, 2 << 16, 4 << 16)) {
      for (String option : List.of("_pq_.report_everything", "application_name")) {
        try (RawClient through = new RawClient(server);
            RawClient straight = new RawClient(direct.host(), direct.port())) {
          assertThat(greeted(through, version, option))
              .as("%s.%s %s", version >> 16, version & 0xffff, option)
              .isEqualTo(greeted(straight, version, option));
        }
      }
    }
  }

  private List<String> greeted(RawClient client, int version, String option) throws IOException {
    client.startup(version, "user", direct.user(), "database", direct.name(), option, "x");
    return client.answersUpTo('R');
  }

  @ParameterizedTest
  @CsvSource({"15,simple", "18,extended"})
  void shouldShowErrorsWithPositions(int major, String mode) throws SQLException {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT 'ä𝄞', nix"))
          .isInstanceOfSatisfying(
              PSQLException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("42703");
                assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(14);
              });
      assertThatThrownBy(
              () -> statement.execute("SET work_mem = '4MB'; SELECT 'ä𝄞', nix; SELECT 2"))
          .isInstanceOfSatisfying(
              PSQLException.class,
              e -> {
                if (mode.equals("simple")) {
                  assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(36);
                }
              });
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"15,simple", "18,extended"})
  void shouldCopyBothWays(int major, String mode) throws Exception {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE c (id int, name text)");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      StringBuilder in = new StringBuilder();
      for (int i = 0; i < 50_000; i++) {
        in.append(i).append("\trow ").append(i).append('\n');
      }
      assertThat(copy.copyIn("COPY c FROM STDIN", new StringReader(in.toString())))
          .isEqualTo(50_000);
      StringWriter out = new StringWriter();
      assertThat(copy.copyOut("COPY c TO STDOUT", out)).isEqualTo(50_000);
      assertThat(out.toString()).hasSameSizeAs(in.toString());
      assertThatThrownBy(() -> copy.copyIn("COPY c FROM STDIN", new StringReader("x\ty\n")))
          .isInstanceOf(PSQLException.class);
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"15,simple", "18,extended"})
  void shouldCancelTheRunningStatement(int major, String mode) throws Exception {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement();
        Connection watch = open(mode)) {
      assertThat(Sleep.cancelled(connection, watch)).isEqualTo("57014");
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"18,simple", "18,extended"})
  void shouldPassWhatCannotRunInATransactionBlock(int major, String mode) throws SQLException {
    try (Connection connection = connect(major, mode);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE v (id int)");
      statement.execute("VACUUM v");
      statement.execute("CREATE INDEX CONCURRENTLY i ON v (id)");
    }
  }
}
