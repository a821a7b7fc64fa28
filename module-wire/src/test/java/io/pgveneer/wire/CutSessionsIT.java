package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.ServerOptions;
import io.pgveneer.wire.metrics.WireMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A session of simple and extended queries and COPY in both directions, cut at each of its bytes.
@Timeout(300)
class CutSessionsIT extends OwnDatabase {
  private static final int ROWS = 4;

  private final WireMetrics metrics = new WireMetrics(new MetricRegistry(), false);

  @Override
  ServerOptions options() {
    return ServerOptions.of(18).withAuthentication("trust");
  }

  @Override
  WireSettings settings() {
    return TestDoor.to(database).with(metrics).withEventLoops(1);
  }

  @BeforeEach
  void makeTable() throws SQLException {
    database.execute("CREATE TABLE t (id int)");
  }

  /// One transaction that leaves four rows, or none.
  private static byte[] session(RawClient client, Database database) throws IOException {
    byte[] row = "3\n".getBytes(StandardCharsets.US_ASCII);
    return client
        .startup(0x30000, "user", database.user(), "database", database.name())
        .query("BEGIN; INSERT INTO t VALUES (1)")
        .parse("p", "INSERT INTO t VALUES ($1)", 23)
        .bind("", "p", "2")
        .describe('P', "")
        .execute("", 0)
        .close('S', "p")
        .sync()
        .query("COPY t FROM STDIN")
        .message('d', row)
        .message('d', row)
        .message('c')
        .query("COPY t TO STDOUT")
        .parse("", "SELECT n FROM generate_series(1, 3) n")
        .bind("", "")
        .execute("", 2)
        .execute("", 2)
        .flush()
        .sync()
        .query("COMMIT; SELECT 'done'")
        .taken();
  }

  private static List<String> answers(RawClient client) throws IOException {
    List<String> answers = client.answersUpTo('K');
    answers.addAll(client.answers(7));
    return answers;
  }

  @Test
  void shouldAnswerTheSameWhereverMessagesAreCut() throws Exception {
    // Given
    List<String> expected;
    byte[] session;
    try (RawClient client = connect()) {
      session = session(client, database);
      expected = answers(client.bytes(session));
    }
    assertThat(expected).contains("d 2", "d 3", "s", "D done").endsWith("Z I");

    for (int cut = 1; cut < session.length; cut++) {
      database.execute("TRUNCATE t");
      long received = metrics.client().bytes().getCount();
      try (RawClient client = connect()) {
        // When
        client.bytes(Arrays.copyOf(session, cut)).send();
        awaitBytes(received + cut - startup(session));
        client.bytes(Arrays.copyOfRange(session, cut, session.length));

        // Then
        assertThat(answers(client)).as("cut at %s", cut).isEqualTo(expected);
      }
    }
  }

  /// The start-up packet is not counted.
  private static int startup(byte[] session) {
    return session[3] & 0xff;
  }

  private void awaitBytes(long number) {
    while (metrics.client().bytes().getCount() < number) {
      Thread.onSpinWait();
    }
  }

  @Test
  void shouldKeepNothingOfSessionsThatBreakOffAnywhere() throws Exception {
    // Given
    byte[] session;
    try (RawClient client = connect()) {
      session = session(client, database);
    }

    // When
    for (int cut = 1; cut <= session.length; cut++) {
      RawClient client = connect();
      client.bytes(Arrays.copyOf(session, cut)).send();
      switch (cut % 3) {
        case 0 -> client.close();
        case 1 -> client.reset();
        default -> {
          client.shutdownOutput();
          while (!client.next().equals("end")) {
            assertThat(server.sessions()).isLessThan(session.length);
          }
          client.close();
        }
      }
    }

    // Then
    while (server.sessions() > 0) {
      Thread.onSpinWait();
    }
    while (number("pg_stat_activity WHERE datname = current_database()") > 1) {
      Thread.onSpinWait();
    }
    assertThat(number("t") % ROWS).isZero();
    try (RawClient client = connect()) {
      client.login(database.user(), database.name(), "");
      assertThat(client.query("SELECT 1").answers()).contains("D 1");
    }
  }

  @Test
  void shouldEndSessionsThatTurnToGarbage() throws Exception {
    Random random = new Random(4711);
    for (int i = 0; i < 300; i++) {
      try (RawClient client = connect()) {
        client.login(database.user(), database.name(), "");
        byte[] garbage = new byte[1 + random.nextInt(200)];
        random.nextBytes(garbage);
        List<String> answers = client.bytes(garbage).send().shutdownOutput().answers(1000);
        assertThat(answers).last().isEqualTo("end");
      }
    }
    while (server.sessions() > 0) {
      Thread.onSpinWait();
    }
  }

  private long number(String of) throws SQLException {
    try (Connection direct = database.connect();
        Statement statement = direct.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + of)) {
      row.next();
      return row.getLong(1);
    }
  }
}
