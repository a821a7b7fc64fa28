package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages in any order, and with bodies that are cut, too long or garbled: the front door answers
/// as PostgreSQL does, which is sent the same.
///
/// Property `fuzz` of the build is the number of sequences.
@Timeout(3600)
@ParameterizedClass
@ValueSource(ints = {15, 18})
class ProtocolFuzzIT extends OwnDatabase {
  private static final int SEQUENCES = Integer.getInteger("pgveneer.fuzz", 1_000);
  private static final long SEED = Long.getLong("pgveneer.fuzz.seed", 20_260_102L);
  private static final List<String> NAMES = List.of("", "", "a", "b");
  private static final List<String> DATA = List.of("7\n", "7\n", "7\n", "x\n", "-1\n", "8");
  private static final List<String> TEXTS =
      List.of(
          "SELECT 1",
          "SELECT $1::int + 1",
          "SELECT n FROM generate_series(1, 5) n",
          "INSERT INTO t VALUES ($1) RETURNING id",
          "DELETE FROM t",
          "SELECT 1/0",
          "SELECT nothing",
          "SELECT",
          "",
          " ; ",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT s",
          "ROLLBACK TO s",
          "DO $$BEGIN RAISE NOTICE 'heard'; END$$",
          "SET application_name = 'fuzz'",
          "COPY t FROM STDIN",
          "COPY t TO STDOUT",
          "DECLARE c CURSOR FOR SELECT 1",
          "FETCH ALL FROM c",
          "DEALLOCATE ALL",
          "LISTEN x");

  /// Several of them are one query. Statements of several are bound one by one, so a parameter that
  /// none gives is missed at another place, and what follows a ROLLBACK is in no block.
  private static final List<String> SEVERAL =
      TEXTS.stream().filter(text -> !text.contains("$1") && !text.contains("CURSOR")).toList();

  private static final List<String> COPIES =
      List.of(
          "COPY t FROM STDIN",
          "BEGIN; COPY t FROM STDIN; COMMIT",
          "COPY t FROM STDIN; COPY t FROM STDIN; SELECT 2",
          "SET x.y = 1; COPY t FROM STDIN");

  /// How many more messages are mostly of COPY.
  private int copying;

  /// COPY may have begun in this sequence.
  private boolean copied;

  /// A query has been sent since there was last no portal without a name.
  private boolean mayBeLeft;

  @Parameter private int major;

  private final Random random = new Random(SEED);
  private Database theirs;

  @Override
  ServerOptions options() {
    return ServerOptions.of(major).withAuthentication("trust");
  }

  @Override
  WireSettings settings() {
    return TestDoor.to(database).withEventLoops(1);
  }

  @BeforeEach
  void makeTables() throws SQLException {
    theirs = postgresql.createDatabase();
    for (Database side : List.of(database, theirs)) {
      side.execute("CREATE TABLE t (id int CHECK (id > 0))");
    }
  }

  private RawClient door() throws IOException {
    return connect().login(database.user(), database.name(), "");
  }

  private RawClient direct() throws IOException {
    return new RawClient(theirs.host(), theirs.port()).login(theirs.user(), theirs.name(), "");
  }

  @Test
  void shouldAnswerAsPostgresqlDoes() throws Exception {
    RawClient through = door();
    RawClient direct = direct();
    try {
      for (int i = 0; i < SEQUENCES; i++) {
        List<String> told = new ArrayList<>();
        byte[] messages = sequence(through, told, "end " + i);
        List<String> expected = upTo(direct.bytes(messages), "D end " + i);
        List<String> found = upTo(through.bytes(messages), "D end " + i);
        assertThat(found).as("sequence %s of seed %s: %s", i, SEED, told).isEqualTo(expected);
        if (expected.getLast().equals("end")) {
          through.close();
          direct.close();
          through = door();
          direct = direct();
        }
      }
    } finally {
      through.close();
      direct.close();
    }
    while (server.sessions() > 0) {
      Thread.onSpinWait();
    }
  }

  /// Some messages, then what ends whatever they have begun, then a query.
  private byte[] sequence(RawClient client, List<String> told, String last) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length = 1 + random.nextInt(12);
    copied = false;
    for (int i = 0; i < length; i++) {
      byte[] message = message(client).taken();
      boolean garbled = random.nextInt(30) == 0 && mayBeGarbled(message);
      all.writeBytes(before(client, message));
      all.writeBytes(garbled ? garbled(message) : message);
      copied |= visible(message).contains("COPY t FROM");
      told.add((garbled ? "garbled " : "") + visible(message));
    }
    client.message('f', RawClient.cstring("given up")).sync();
    client.query("ROLLBACK").query("SELECT '" + last + "'");
    all.writeBytes(client.taken());
    return all.toByteArray();
  }

  private RawClient message(RawClient client) throws IOException {
    if (copying > 0) {
      copying--;
      return random.nextInt(5) == 0 ? anyMessage(client) : copyMessage(client);
    }
    return anyMessage(client);
  }

  private RawClient copyMessage(RawClient client) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> client.message('c');
      case 1 -> client.message('f', RawClient.cstring("failed"));
      case 2, 3 -> client.sync();
      case 4 -> client.flush();
      default -> client.message('d', any(DATA).getBytes(StandardCharsets.US_ASCII));
    };
  }

  private RawClient anyMessage(RawClient client) throws IOException {
    String name = any(NAMES);
    return switch (random.nextInt(16)) {
      case 0, 1 -> client.query(any(TEXTS));
      case 2 -> client.query(any(SEVERAL) + ";" + any(SEVERAL));
      case 3, 4, 5 -> client.parse(name, any(TEXTS));
      case 6, 7 -> client.bind(any(NAMES), name, values());
      case 8 -> client.describe(random.nextBoolean() ? 'S' : 'P', name);
      case 9, 10 -> client.execute(name, random.nextInt(3));
      case 11 -> client.close(random.nextBoolean() ? 'S' : 'P', name);
      case 12 -> client.sync();
      case 13 -> client.flush();
      case 14 -> copyMessage(client);
      default -> {
        copying = 1 + random.nextInt(6);
        yield random.nextBoolean()
            ? client.query(any(COPIES))
            : client.close('P', "").run("COPY t FROM STDIN");
      }
    };
  }

  /// A query that fails in a transaction leaves a portal without a name whose plan is freed memory:
  /// PostgreSQL may crash when it is told to execute that. So it is closed before it could be.
  private byte[] before(RawClient client, byte[] message) throws IOException {
    boolean unnamed = message[5 % message.length] == 0;
    boolean binds = message[0] == 'B' && unnamed;
    boolean closes = binds || (message[0] == 'E' && unnamed && mayBeLeft);
    mayBeLeft = message[0] == 'Q' || (mayBeLeft && !closes);
    return closes ? client.close('P', "").taken() : new byte[0];
  }

  private String[] values() {
    return random.nextBoolean() ? new String[0] : new String[] {any(List.of("1", "-1", "x"))};
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// A Sync or Flush in the midst of wrong data: while it copies, PostgreSQL does not look into
  /// them.
  private boolean mayBeGarbled(byte[] message) {
    return !copied || (message[0] != 'S' && message[0] != 'H');
  }

  /// The length stays right, or what follows would be taken for a part of it.
  private byte[] garbled(byte[] message) {
    int size = Math.max(5, message.length + random.nextInt(7) - 3);
    byte[] changed = Arrays.copyOf(message, size);
    if (size > 5 && random.nextBoolean()) {
      changed[5 + random.nextInt(size - 5)] = (byte) random.nextInt(128);
    }
    System.arraycopy(RawClient.int32(size - 1), 0, changed, 1, 4);
    return changed;
  }

  private static String visible(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]+", ".");
  }

  private static List<String> upTo(RawClient client, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    client.send();
    String line = client.next();
    while (!line.equals(last) && !line.equals("end")) {
      lines.add(line);
      try {
        line = client.next();
      } catch (SocketTimeoutException hangs) {
        line = "end";
        lines.add("hangs");
      }
    }
    if (line.equals(last)) {
      lines.addAll(client.answersUpTo('Z'));
    }
    lines.add(line);
    return lines;
  }
}
