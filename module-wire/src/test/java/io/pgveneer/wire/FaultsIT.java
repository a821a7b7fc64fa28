package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Slow readers, crashes of the database, and clients that vanish: nothing hangs, nothing stays.
@Timeout(120)
class FaultsIT extends OwnDatabase {
  @Override
  ServerOptions options() {
    return ServerOptions.of(18).withAuthentication("password").with("synchronous_commit", "on");
  }

  private RawClient login() throws IOException {
    return connect().login(database.user(), database.name(), database.password());
  }

  /// What the database itself counts, on a connection that is not the proxy's.
  private long count(String sql) throws SQLException {
    try (Connection direct = database.connect();
        Statement statement = direct.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long backends(String condition) throws SQLException {
    return count(
        "pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND "
            + condition);
  }

  private void awaitBackends(int number, String condition) throws SQLException {
    long found = -1;
    while (found != number) {
      found = backends(condition);
    }
  }

  @Test
  void shouldBoundWhatAClientCostsThatDoesNotRead() throws Exception {
    // Given
    long before = directMemory();
    try (RawClient client = login()) {
      // When
      client.query("SELECT repeat('x', 100000) FROM generate_series(1, 100000)").send();
      awaitBackends(1, "wait_event = 'ClientWrite'");

      // Then
      try (RawClient other = login()) {
        for (int i = 0; i < 200; i++) {
          assertThat(other.query("SELECT 1").answers()).contains("D 1");
          assertThat(directMemory() - before).isLessThan(16 << 20);
        }
      }
      assertThat(backends("wait_event = 'ClientWrite'")).isEqualTo(1);
      assertThat(client.next()).startsWith("T ");
      for (int i = 0; i < 2000; i++) {
        assertThat(client.next()).hasSize(100_002);
      }
    }
    awaitBackends(0, "state = 'active'");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000, 100_000})
  void shouldGiveClientsThatDoNotReadAMebibyteEach(int width) throws Exception {
    // Given
    int number = 40;
    long before = directMemory();
    List<RawClient> clients = new ArrayList<>();
    try {
      // When
      for (int i = 0; i < number; i++) {
        RawClient client = login();
        clients.add(client);
        client
            .query(
                "SELECT repeat('x', "
                    + width
                    + ") FROM generate_series(1, 1000) a, generate_series(1, 10000) b")
            .send();
      }
      awaitBackends(number, "wait_event = 'ClientWrite'");

      // Then
      assertThat((directMemory() - before) / number).isLessThan(1 << 20);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    awaitBackends(0, "state = 'active'");
  }

  @Test
  void shouldPassARowOf500MegabytesAndAStatementOf100() throws Exception {
    // Given
    long before = directMemory();
    try (RawClient client = login().waitingUpTo(Duration.ofMinutes(2))) {
      // When
      client.query("SELECT repeat('x', 500000000)").send();

      // Then
      assertThat(client.next()).startsWith("T ");
      assertThat(client.skipped()).isEqualTo(500_000_000 + 2 + 4);
      assertThat(directMemory() - before).isLessThan(16 << 20);
      assertThat(client.answers()).containsExactly("C SELECT 1", "Z I");

      // When
      client.query("SELECT length('" + "x".repeat(100_000_000) + "')");

      // Then
      assertThat(client.answers()).contains("D 100000000");
    }
    awaitSessions();
    assertThat(directMemory() - before).isLessThan(64 << 20);
  }

  private static long directMemory() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  @Test
  void shouldTellEveryClientWhenTheDatabaseCrashes() throws Exception {
    try (RawClient idle = login();
        RawClient busy = login();
        RawClient open = login();
        RawClient copying = login()) {
      // Given
      idle.query("CREATE TABLE t (id int)").answers();
      open.query("BEGIN; INSERT INTO t VALUES (1)").answers(1);
      copying.query("COPY t FROM STDIN").answersUpTo('G');
      copying.message('d', "2\n".getBytes(StandardCharsets.US_ASCII)).send();
      busy.query("SELECT pg_sleep(60), pg_backend_pid()").send();
      awaitBackends(1, "wait_event = 'PgSleep'");

      // When
      kill();

      // Then
      for (RawClient client : List.of(idle, busy, open, copying)) {
        List<String> lines = client.answersUpTo('e');
        assertThat(lines.getLast()).isEqualTo("end");
        assertThat(lines.get(lines.size() - 2)).startsWith("E SFATAL|C57P0");
      }
      awaitSessions();
      assertThat(loginOnceItIsBack().query("SELECT count(*) FROM t").answers()).contains("D 0");
    }
  }

  /// Kills the sleeping backend, which makes the server end all others.
  private void kill() throws SQLException {
    try (Connection direct = database.connect();
        Statement statement = direct.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
      row.next();
      ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  private RawClient loginOnceItIsBack() throws IOException {
    while (true) {
      RawClient client = connect();
      try {
        return client.login(database.user(), database.name(), database.password());
      } catch (IOException notYet) {
        assertThat(notYet).hasMessageMatching("E SFATAL\\|C(57P0|08006).*");
        client.close();
      }
    }
  }

  private void awaitSessions() {
    while (server.sessions() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void shouldUndoTheCopyOfAClientThatVanishes() throws Exception {
    try (RawClient client = login()) {
      client.query("CREATE TABLE t (id int)").answers();
      client.query("COPY t FROM STDIN").answersUpTo('G');
      client.message('d', "1\n2\n".getBytes(StandardCharsets.US_ASCII)).send();
    }
    awaitSessions();
    awaitBackends(0, "true");
    assertThat(count("t")).isZero();
  }

  @Test
  void shouldKeepNothingOfClientsThatVanishWhileTheyLogIn() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (RawClient client = connect()) {
        client.startup(0x30000, "user", "postgres", "database", database.name()).send();
        if (i % 2 == 0) {
          client.next();
        }
      }
    }
    awaitSessions();
    awaitBackends(0, "true");
    try (RawClient client = login()) {
      assertThat(client.query("SELECT 1").answers()).contains("D 1");
    }
  }

  @Test
  void shouldEndSessionsThatAreClosedByHalf() throws Exception {
    try (RawClient idle = login();
        RawClient busy = login();
        RawClient open = login()) {
      open.query("BEGIN; CREATE TABLE t (id int)").answers();
      busy.query("SELECT pg_sleep(1000)").send();
      awaitBackends(1, "wait_event = 'PgSleep'");
      for (RawClient client : List.of(idle, busy, open)) {
        assertThat(client.shutdownOutput().next()).isEqualTo("end");
      }
    }
    awaitSessions();
    awaitBackends(0, "true");
    assertThat(count("pg_class WHERE relname = 't'")).isZero();
  }

  @Test
  void shouldKeepNothingOfLargeMessagesThatBreakOff() throws Exception {
    byte[] part = new byte[20_000_000];
    long before = 0;
    for (int i = 0; i < 10; i++) {
      for (char type : new char[] {'P', 'B', 'Q', 'F', 'd'}) {
        RawClient client = login();
        client.bytes((byte) type).bytes(RawClient.int32(500_000_000)).bytes(part).send();
        client.reset();
      }
      awaitSessions();
      before = i == 0 ? directMemory() : before;
    }
    assertThat(directMemory() - before).isLessThan(64 << 20);
    awaitBackends(0, "true");
  }

  @Test
  void shouldServeAStormOfClients() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        RawClient client = connect();
        clients.add(client);
        client.startup(0x30000, "user", "postgres", "database", database.name()).send();
      }
      for (RawClient client : clients) {
        assertThat(client.next()).startsWith("R 3");
        client.message('p', RawClient.cstring(database.password()));
        assertThat(client.answers()).endsWith("Z I");
      }
      for (int i = 0; i < clients.size(); i++) {
        clients.get(i).query("SELECT " + i).send();
      }
      for (int i = 0; i < clients.size(); i++) {
        assertThat(clients.get(i).answers()).contains("D " + i);
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    awaitSessions();
    awaitBackends(0, "true");
  }
}
