package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// Transactions with definitions, prepared in one session and committed in another. Not among the
/// cases that are played on a copy too: a server has each name of a prepared transaction once.
class PreparedTransactionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Database production;
  private Database fresh;
  private Pgveneer first;
  private Pgveneer second;

  @BeforeEach
  void start() throws SQLException {
    production = Postgresql.major(Majors.newest()).createDatabase();
    fresh = Postgresql.major(Majors.newest()).createDatabase();
    production.execute("CREATE TABLE accounts (id int PRIMARY KEY, balance int)");
    production.execute("INSERT INTO accounts VALUES (1, 100), (2, 200)");
    first = proxy();
    second = proxy();
  }

  @AfterEach
  void stop() {
    second.close(Duration.ZERO);
    first.close(Duration.ZERO);
  }

  @Test
  void shouldShowDefinitionsWhenTheyAreCommittedBySomebodyElse() throws SQLException {
    try (Connection one = connect(first);
        Connection another = connect(first);
        Connection elsewhere = connect(second)) {
      execute(one, "CREATE TABLE own (id int)");
      execute(one, "INSERT INTO own VALUES (1)");
      execute(
          one,
          "BEGIN",
          "CREATE TABLE more (id int)",
          "INSERT INTO more VALUES (7)",
          "ALTER TABLE own ADD COLUMN t text DEFAULT 'x'",
          "ALTER TABLE accounts ADD COLUMN owner text DEFAULT 'nobody'",
          "/* it -- */ prepare -- is\n transaction 'definitions'");
      assertThat(prepared(one)).isEqualTo("1");
      assertThatThrownBy(() -> execute(one, "SELECT * FROM more"))
          .hasMessageContaining("relation \"more\" does not exist");
      assertThatThrownBy(() -> execute(one, "BEGIN", "LOCK TABLE own NOWAIT"))
          .hasMessageContaining("could not obtain lock on relation \"own\"");
      execute(one, "ROLLBACK");

      execute(another, "COMMIT PREPARED 'definitions'");

      for (Connection session : new Connection[] {another, one}) {
        assertThat(row(session, "SELECT id FROM more")).isEqualTo("7");
        assertThat(row(session, "SELECT t FROM own")).isEqualTo("x");
        assertThat(row(session, "SELECT owner FROM accounts WHERE id = 2")).isEqualTo("nobody");
      }
      // a proxy hears of what was committed through another a moment later
      Instant end = Instant.now().plus(PATIENCE);
      while (!hasOwner(elsewhere) && Instant.now().isBefore(end)) {
        Thread.onSpinWait();
      }
      assertThat(row(elsewhere, "SELECT owner FROM accounts WHERE id = 1")).isEqualTo("nobody");
    }
  }

  @Test
  void shouldLeaveNothingOfDefinitionsThatAreRolledBack() throws SQLException {
    try (Connection one = connect(first);
        Connection another = connect(second)) {
      execute(
          one,
          "BEGIN",
          "ALTER TABLE accounts ADD COLUMN owner text",
          "PREPARE TRANSACTION 'rolled_back'");

      execute(another, "ROLLBACK PREPARED 'rolled_back'");

      for (Connection session : new Connection[] {another, one}) {
        assertThatThrownBy(() -> execute(session, "SELECT owner FROM accounts"))
            .hasMessageContaining("column \"owner\" does not exist");
        assertThat(row(session, "SELECT sum(balance) FROM accounts")).isEqualTo("300");
      }
    }
  }

  @Test
  void shouldRollBackWhatFailedBeforeItIsPrepared() throws SQLException {
    try (Connection one = connect(first)) {
      execute(one, "BEGIN", "CREATE TABLE failed (id int)");
      assertThatThrownBy(() -> execute(one, "SELECT 1 / 0")).hasMessageContaining("division");

      execute(one, "PREPARE TRANSACTION 'failed'");

      assertThatThrownBy(() -> execute(one, "COMMIT PREPARED 'failed'"))
          .hasMessageContaining("prepared transaction with identifier \"failed\" does not exist");
      assertThatThrownBy(() -> execute(one, "SELECT * FROM failed"))
          .hasMessageContaining("relation \"failed\" does not exist");
    }
  }

  private Pgveneer proxy() {
    return TestProxy.start(production, fresh, Map.of("PGVENEER_SETUP_POOL_SIZE", "2"));
  }

  private Connection connect(Pgveneer proxy) throws SQLException {
    return TestProxy.preview(proxy, fresh).connect();
  }

  private String prepared(Connection connection) throws SQLException {
    return row(
        connection, "SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()");
  }

  private static boolean hasOwner(Connection connection) {
    try {
      execute(connection, "SELECT owner FROM accounts");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static String row(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
