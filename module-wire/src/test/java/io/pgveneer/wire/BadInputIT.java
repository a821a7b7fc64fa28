package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hostile and unlucky clients, and a database that goes away.
class BadInputIT {
  private static PostgresqlServer postgresql;

  private Database database;
  private WireServer server;
  private RawClient witness;

  @BeforeAll
  static void startDatabase() {
    postgresql = PostgresqlServer.start(ServerOptions.of(18).withAuthentication("password"));
  }

  @AfterAll
  static void stopDatabase() {
    postgresql.close();
  }

  @BeforeEach
  void open() throws IOException {
    database = postgresql.createDatabase();
    server =
        WireServer.start(
            TestDoor.to(database)
                .with(ClientRules.DEFAULT.withAuthenticationTimeout(Duration.ofSeconds(2)))
                .withEventLoops(1));
    witness = login();
  }

  @AfterEach
  void close() throws IOException {
    assertThat(witness.query("SELECT 1").answers()).contains("D 1");
    witness.close();
    server.close();
  }

  private RawClient connect() throws IOException {
    return new RawClient(server);
  }

  private RawClient login() throws IOException {
    return connect().login(database.user(), database.name(), database.password());
  }

  private static String fatal(String rest) {
    return "E SFATAL|C" + rest;
  }

  @Test
  void shouldRefuseGarbage() throws IOException {
    String error = fatal("08P01|Minvalid length of startup packet");
    try (RawClient client = connect()) {
      client.bytes("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.answers()).containsExactly(error, "end");
    }
    try (RawClient client = connect()) {
      client.bytes((byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xf0);
      assertThat(client.answers()).containsExactly(error, "end");
    }
    try (RawClient client = connect()) {
      client.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 7);
      assertThat(client.answers()).containsExactly(error, "end");
    }
  }

  @Test
  void shouldRefuseUnknownVersionsAsTheDatabaseDoes() throws IOException {
    try (RawClient client = connect()) {
      client.startup(5 << 16, "user", "postgres");
      assertThat(client.answers())
          .containsExactly(
              fatal("0A000|Munsupported frontend protocol 5.0: server supports 3.0 to 3.2"), "end");
    }
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "replication", "true");
      assertThat(client.answers())
          .containsExactly(
              fatal("0A000|Mreplication connections are not supported by pgveneer"), "end");
    }
  }

  @Test
  void shouldTakeTheDatabasesTruthValuesForReplication() throws IOException {
    for (String no : List.of("false", "F", "off", "nO", "0")) {
      try (RawClient client = connect()) {
        client.startup(0x30000, "user", "postgres", "replication", no).send();
        assertThat(client.next()).as(no).startsWith("R 3");
      }
    }
    for (String yes : List.of("t", "TRUE", "on", "y", "1", "database")) {
      try (RawClient client = connect()) {
        client.startup(0x30000, "user", "postgres", "replication", yes);
        assertThat(client.answers().getFirst()).as(yes).startsWith(fatal("0A000"));
      }
    }
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "replication", "perhaps");
      assertThat(client.answers())
          .first()
          .asString()
          .startsWith(fatal("22023|Minvalid value for parameter \"replication\": \"perhaps\""));
    }
  }

  @Test
  void shouldDeclineEncryptionAndGoOn() throws IOException {
    try (RawClient client = connect()) {
      client.bytes(RawClient.int32(8, 80877103)).send();
      assertThat(client.readByte()).isEqualTo('N');
      client.bytes(RawClient.int32(8, 80877104)).trickle();
      assertThat(client.readByte()).isEqualTo('N');
      client.login(database.user(), database.name(), database.password());
      assertThat(client.query("SELECT 2").answers()).contains("D 2");
    }
  }

  @Test
  void shouldNegotiateTheVersion() throws IOException {
    try (RawClient client = connect()) {
      client.startup(3 << 16 | 9999, "user", "postgres", "database", database.name());
      assertThat(client.answersUpTo('R').getFirst()).startsWith("v");
    }
  }

  @Test
  void shouldCancelWithLongKeysThroughAnotherFrontDoor() throws IOException {
    try (WireServer another = WireServer.start(TestDoor.to(database).withEventLoops(1));
        RawClient client = connect()) {
      client.startup(3 << 16 | 2, "user", database.user(), "database", database.name());
      client.answersUpTo('R');
      client.message('p', RawClient.cstring(database.password())).answers();
      assertThat(client.key()).hasSize(4 + 32);
      client.query("SELECT pg_sleep(60)").send();
      do {
        cancel(another, client.key());
      } while (!client.hasAnswer());
      assertThat(client.answers())
          .containsExactly(
              "T pg_sleep", "E SERROR|C57014|Mcanceling statement due to user request", "Z I");
      assertThat(client.query("SELECT 1").answers()).contains("D 1");
    }
  }

  private static void cancel(WireServer door, byte[] key) throws IOException {
    try (RawClient canceller = new RawClient(door)) {
      canceller.bytes(RawClient.int32(8 + key.length, Startup.CANCEL)).bytes(key).send();
      assertThat(canceller.next()).isEqualTo("end");
    }
  }

  @Test
  void shouldShowTheDatabasesOwnLoginErrors() throws IOException {
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "database", "nowhere");
      client.send();
      assertThat(client.next()).startsWith("R 3");
      client.message('p', RawClient.cstring("wrong"));
      assertThat(client.answers())
          .containsExactly(
              fatal("28P01|Mpassword authentication failed for user \"postgres\""), "end");
    }
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "database", "nowhere").send();
      client.next();
      assertThat(client.query("SELECT 1").answers())
          .containsExactly(fatal("08P01|Mexpected password response, got message type 81"), "end");
    }
    try (RawClient client = connect()) {
      client.startup(0x30000, "user", "postgres", "database", "nowhere").send();
      client.next();
      assertThat(client.message('p', new byte[70_000]).answers()).containsExactly("end");
    }
  }

  @Test
  void shouldTimeOutWhoDoesNotAuthenticate() throws IOException {
    try (RawClient silent = connect();
        RawClient half = connect();
        RawClient halfway = connect()) {
      half.bytes((byte) 0, (byte) 0).send();
      halfway.startup(0x30000, "user", "postgres", "database", "nowhere").send();
      halfway.next();
      String error = fatal("57014|Mcanceling authentication due to timeout");
      assertThat(silent.answers()).containsExactly(error, "end");
      assertThat(half.answers()).containsExactly(error, "end");
      assertThat(halfway.answers()).containsExactly(error, "end");
    }
  }

  @Test
  void shouldRefuseBadLengthsAndTypes() throws IOException {
    for (int length : new int[] {-1, 3, Integer.MAX_VALUE, 0x40000000}) {
      try (RawClient client = login()) {
        client.bytes((byte) 'Q').bytes(RawClient.int32(length));
        assertThat(client.answers()).containsExactly(fatal("08P01|Minvalid message length"), "end");
      }
    }
    try (RawClient client = login()) {
      client.bytes((byte) 'S').bytes(RawClient.int32(20_000));
      assertThat(client.answers()).containsExactly(fatal("08P01|Minvalid message length"), "end");
    }
    try (RawClient client = login()) {
      client.message('x');
      assertThat(client.answers())
          .containsExactly(fatal("08P01|Minvalid frontend message type 120"), "end");
    }
  }

  @Test
  void shouldTellWhoGoesOnSendingWhatWasWrong() throws IOException {
    try (RawClient client = login()) {
      client.message('x').bytes(new byte[50 << 20]);
      assertThat(client.answers())
          .containsExactly(fatal("08P01|Minvalid frontend message type 120"), "end");
    }
  }

  @Test
  void shouldUnderstandSingleBytes() throws IOException {
    try (RawClient client = login()) {
      client.run("SELECT $1::text", "ä").sync().query("SELECT 1; SELECT 2").trickle();
      assertThat(client.answers(2))
          .containsExactly(
              "1",
              "2",
              "T text",
              "D ä",
              "C SELECT 1",
              "Z I",
              "T ?column?",
              "D 1",
              "C SELECT 1",
              "T ?column?",
              "D 2",
              "C SELECT 1",
              "Z I");
    }
  }

  @Test
  void shouldTellWhenTheBackendDies() throws IOException {
    try (RawClient client = login()) {
      String pid = client.query("SELECT pg_backend_pid()").answers().get(1).substring(2);
      witness.query("SELECT pg_terminate_backend(" + pid + ")").answers();
      assertThat(client.query("SELECT 1").answers())
          .containsExactly(
              fatal("57P01|Mterminating connection due to administrator command"), "end");
    }
  }

  @Test
  void shouldStopTheStatementOfAClientThatVanishes() throws IOException {
    String marker = "SELECT pg_sleep(1000)";
    try (RawClient client = login()) {
      client.query(marker).send();
      awaitCount(marker, 1);
    }
    awaitCount(marker, 0);
  }

  @Test
  void shouldFinishTheStatementOfAClientThatSaidGoodbye() throws IOException {
    witness.query("CREATE TABLE t (id int)").answers();
    try (RawClient client = login()) {
      client.query("INSERT INTO t SELECT 1 FROM pg_sleep(0.3)").message('X').send();
    }
    String found = "";
    while (!found.equals("D 1")) {
      found = witness.query("SELECT count(*) FROM t").answers().get(1);
    }
  }

  private void awaitCount(String sql, int count) throws IOException {
    String found = "";
    while (!found.equals("D " + count)) {
      found =
          witness
              .query(
                  "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '"
                      + sql
                      + "'")
              .answers()
              .get(1);
    }
  }

  @Test
  void shouldLetRunningStatementsFinishWhenItCloses() throws Exception {
    WireServer other = WireServer.start(TestDoor.to(database));
    try (RawClient idle = new RawClient(other);
        RawClient busy = new RawClient(other)) {
      idle.login(database.user(), database.name(), database.password());
      busy.login(database.user(), database.name(), database.password());
      busy.query("SELECT 5 FROM pg_sleep(1) -- busy").send();
      awaitCount("SELECT 5 FROM pg_sleep(1) -- busy", 1);
      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(() -> other.close(Duration.ofSeconds(20)));
      String error = fatal("57P01|Mterminating connection due to administrator command");
      assertThat(idle.answers()).containsExactly(error, "end");
      assertThat(busy.answers()).containsExactly("T ?column?", "D 5", "C SELECT 1", "Z I");
      assertThat(busy.answers()).containsExactly(error, "end");
      closed.get();
    }
  }

  @Test
  void shouldTellWhenTheDatabaseCannotBeReached() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (WireServer other = WireServer.start(TestDoor.to("127.0.0.1", free));
        RawClient client = new RawClient(other)) {
      client.startup(0x30000, "user", "postgres");
      assertThat(client.answers())
          .containsExactly(fatal("08006|Mthe fresh database cannot be reached"), "end");
    }
  }

  @Test
  void shouldTakeStatementsAndRowsOfManyMegabytes() throws IOException, SQLException {
    try (RawClient client = login()) {
      String big = "x".repeat(40_000_000);
      assertThat(client.query("SELECT length('" + big + "')").answers()).contains("D 40000000");
      assertThat(client.query("SELECT repeat('x', 40000000)").answers().get(1)).hasSize(40_000_002);
    }
  }
}
