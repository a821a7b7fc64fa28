package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import io.pgveneer.wire.metrics.WireMetrics;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may come in, how many of them, and how long they may stay.
class AdmissionIT {
  private static PostgresqlServer postgresql;
  private static Database database;

  private final WireMetrics metrics = new WireMetrics(new MetricRegistry(), true);
  private WireServer server;

  @BeforeAll
  static void startDatabase() throws SQLException {
    postgresql = PostgresqlServer.start(ServerOptions.of(18).withAuthentication("password"));
    database = postgresql.createDatabase("one");
    postgresql.createDatabase("two");
    postgresql.administration().execute("CREATE ROLE other LOGIN PASSWORD 'postgres' SUPERUSER");
  }

  @AfterAll
  static void stopDatabase() {
    postgresql.close();
  }

  private void start(ClientRules rules) {
    server = WireServer.start(TestDoor.to(database).with(rules).with(metrics).withEventLoops(2));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private RawClient connect() throws IOException {
    return new RawClient(server);
  }

  private RawClient login(String user, String name) throws IOException {
    return connect().login(user, name, "postgres");
  }

  /// The error that a client gets for its start-up packet.
  private String refusal(String user, String name) throws IOException {
    try (RawClient client = connect()) {
      List<String> answers =
          client.startup(0x30000, "user", user, "database", name).send().answersUpTo('E');
      assertThat(client.next()).isEqualTo("end");
      return answers.getLast();
    }
  }

  @Test
  void shouldRefuseWhoIsNotOnTheListsInPostgresqlsWords() throws IOException {
    // Given
    start(
        ClientRules.DEFAULT.with(
            new AllowList(
                Set.of("postgres"), Set.of("one"), List.of("10.0.0.0/8", "::1", "127.0.0.1"))));

    // Then
    login("postgres", "one").close();
    assertThat(refusal("other", "one"))
        .isEqualTo(
            "E SFATAL|C28000|Mno pg_hba.conf entry for host \"127.0.0.1\", user \"other\","
                + " database \"one\", no encryption");
    assertThat(refusal("postgres", "two"))
        .isEqualTo("E SFATAL|C3D000|Mdatabase \"two\" does not exist");
  }

  @Test
  void shouldRefuseOtherAddresses() throws IOException {
    start(
        ClientRules.DEFAULT.with(
            new AllowList(Set.of(), Set.of(), List.of("10.0.0.0/8", "127.0.0.2"))));
    assertThat(refusal("postgres", "one")).startsWith("E SFATAL|C28000|Mno pg_hba.conf entry");
  }

  @Test
  void shouldRefuseWhoIsTooMany() throws IOException {
    start(ClientRules.DEFAULT.with(new Limits(3, 2, 2, Duration.ZERO)));
    try (RawClient first = login("postgres", "one")) {
      try (RawClient second = login("postgres", "two")) {
        assertThat(refusal("postgres", "two"))
            .isEqualTo("E SFATAL|C53300|Mtoo many connections for role \"postgres\"");
        try (RawClient third = login("other", "one")) {
          assertThat(refusal("other", "two"))
              .isEqualTo("E SFATAL|C53300|Msorry, too many clients already");
          third.message('X').send();
          assertThat(third.next()).isEqualTo("end");
        }
        awaitSessions(2);
        second.message('X').send();
        assertThat(second.next()).isEqualTo("end");
      }
      awaitSessions(1);
      try (RawClient other = login("other", "one")) {
        assertThat(refusal("nobody", "one"))
            .isEqualTo("E SFATAL|C53300|Mtoo many connections for database \"one\"");
        assertThat(first.query("SELECT 1").answers()).contains("D 1");
        assertThat(other.query("SELECT 1").answers()).contains("D 1");
      }
    }
  }

  private void awaitSessions(int count) {
    while (server.sessions() != count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void shouldLetClientsWaitForAPlace() throws Exception {
    start(ClientRules.DEFAULT.with(new Limits(1, 0, 0, Duration.ofMillis(1500))));
    try (RawClient first = login("postgres", "one");
        RawClient vanishes = connect();
        RawClient waits = connect()) {
      vanishes.startup(0x30000, "user", "postgres", "database", "one").send();
      waits.startup(0x30000, "user", "postgres", "database", "one").send();
      vanishes.close();
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return waits.next();
                } catch (IOException e) {
                  return e.toString();
                }
              });
      first.message('X').send();
      assertThat(asked.get()).startsWith("R 3");
      long begun = System.nanoTime();
      assertThat(refusal("postgres", "one"))
          .isEqualTo("E SFATAL|C53300|Msorry, too many clients already");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldTellFailedLoginsLaterAndOthersAtOnce() throws IOException {
    start(ClientRules.DEFAULT.withFailureDelay(Duration.ofMillis(400)));
    assertThat(failedLogin()).isGreaterThan(Duration.ofMillis(390));
    assertThat(failedLogin()).isGreaterThan(Duration.ofMillis(790));
    long begun = System.nanoTime();
    login("postgres", "one").close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(700));
  }

  private Duration failedLogin() throws IOException {
    long begun = System.nanoTime();
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "database", "one").send();
      assertThat(client.next()).startsWith("R 3");
      client.message('p', RawClient.cstring("wrong")).send();
      assertThat(client.next())
          .isEqualTo("E SFATAL|C28P01|Mpassword authentication failed for user \"postgres\"");
      assertThat(client.next()).isEqualTo("end");
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void shouldCountWhatGoesOn() throws IOException {
    // Given
    start(ClientRules.DEFAULT);

    // When
    try (RawClient client = login("postgres", "one")) {
      client.query("SELECT 1; SELECT nothing").answers();
      client.run("SELECT 2").sync().answers();
    }
    awaitSessions(0);

    // Then
    MetricRegistry registry = metrics.registry();
    assertThat(registry.counter("clients.accepted").getCount()).isEqualTo(1);
    assertThat(registry.counter("statements.unknown").getCount()).isEqualTo(2);
    assertThat(registry.counter("errors.42703").getCount()).isEqualTo(1);
    assertThat(registry.counter("messages.client").getCount()).isEqualTo(7);
    assertThat(registry.counter("messages.database").getCount()).isGreaterThan(20);
    assertThat(registry.counter("bytes.client").getCount()).isBetween(90L, 130L);
    assertThat(registry.timer("latency.rewrite").getCount()).isEqualTo(3);
    assertThat(registry.timer("latency.fresh").getCount()).isEqualTo(2);
    assertThat(registry.timer("latency.relay").getCount()).isEqualTo(2);
  }

  @Test
  void shouldPassOnTheDatabasesOwnLimits() throws IOException {
    start(ClientRules.DEFAULT);
    try (RawClient client = login("postgres", "one")) {
      client.query("SET statement_timeout = 50").answers();
      assertThat(client.query("SELECT pg_sleep(10)").answers())
          .contains("E SERROR|C57014|Mcanceling statement due to statement timeout", "Z I");
      client.query("SET idle_session_timeout = 50").answers();
      assertThat(List.of(client.next(), client.next()))
          .containsExactly(
              "E SFATAL|C57P05|Mterminating connection due to idle-session timeout", "end");
    }
    try (RawClient client = login("postgres", "one")) {
      client.query("SET idle_in_transaction_session_timeout = 50; BEGIN").answers();
      assertThat(List.of(client.next(), client.next()))
          .containsExactly(
              "E SFATAL|C25P03|Mterminating connection due to idle-in-transaction timeout", "end");
    }
  }
}
