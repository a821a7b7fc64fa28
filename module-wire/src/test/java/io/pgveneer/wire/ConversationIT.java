package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole conversations, direct and through the front door: every line of the answer must be the
/// same.
class ConversationIT {
  /// Sends messages and gathers the answers.
  @FunctionalInterface
  private interface Conversation {
    void run(RawClient client, List<String> answers) throws IOException;
  }

  private static final Charset US = StandardCharsets.US_ASCII;
  private static final List<WireServer> SERVERS = new ArrayList<>();

  private static final Map<Integer, PostgresqlServer> DATABASES = new HashMap<>();

  private static PostgresqlServer database(int major) {
    return DATABASES.computeIfAbsent(
        major,
        wanted -> PostgresqlServer.start(ServerOptions.of(wanted).withAuthentication("password")));
  }

  @AfterAll
  static void stop() {
    DATABASES.values().forEach(PostgresqlServer::close);
    SERVERS.forEach(WireServer::close);
  }

  private static RawClient open(Database database, int port) throws IOException {
    return new RawClient(database.host(), port)
        .login(database.user(), database.name(), database.password());
  }

  @TestFactory
  Stream<DynamicTest> shouldAnswerAsTheDatabaseDoes() {
    return Stream.of(15, 18)
        .flatMap(
            major ->
                conversations().stream()
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                String.format(Locale.ROOT, "%s (%d)", each.name(), major),
                                () -> compare(major, each.conversation()))));
  }

  private record Named(String name, Conversation conversation) {}

  private static void compare(int major, Conversation conversation) throws IOException {
    Database one = database(major).createDatabase();
    Database two = database(major).createDatabase();
    List<String> direct = new ArrayList<>();
    try (RawClient client = open(one, one.port())) {
      conversation.run(client, direct);
    }
    WireServer server =
        WireServer.start(
            WireSettings.of(
                    new InetSocketAddress("127.0.0.1", 0),
                    two.host(),
                    two.port(),
                    FakePlanner.factory())
                .withEventLoops(1));
    SERVERS.add(server);
    List<String> proxied = new ArrayList<>();
    try (RawClient client = open(two, server.address().getPort())) {
      conversation.run(client, proxied);
    }
    assertThat(direct).isNotEmpty();
    assertThat(proxied).isEqualTo(direct);
  }

  private static List<Named> conversations() {
    List<Named> all = new ArrayList<>();
    all.add(new Named("empty query", (c, a) -> a.addAll(c.query("").answers())));
    all.add(new Named("only semicolons", (c, a) -> a.addAll(c.query(" ; ;").answers())));
    all.add(
        new Named(
            "several statements, the middle one fails",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              a.addAll(c.query("INSERT INTO t VALUES (1); SELECT 1/0; SELECT 2").answers());
              a.addAll(c.query("SELECT count(*) FROM t").answers());
            }));
    all.add(
        new Named(
            "barriers among several statements",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int); INSERT INTO t VALUES (1)").answers());
              a.addAll(c.query("SELECT 0; BEGIN; INSERT INTO t VALUES (2); SELECT 3").answers());
              a.addAll(c.query("ROLLBACK; SELECT * FROM t; SELECT nix FROM t").answers());
              a.addAll(c.query("SET work_mem = '1MB'; SELECT 1/0; SELECT 5").answers());
              a.addAll(c.query("COMMIT; SELECT 1").answers());
              a.addAll(c.query("BEGIN; SELECT 1/0; SELECT 5").answers());
              a.addAll(c.query("SELECT 1; SELECT 2").answers());
              a.addAll(c.query("ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 2").answers());
              a.addAll(c.query("ROLLBACK").answers());
              a.addAll(c.query("CREATE TABLE v (id int); VACUUM v; SELECT 1").answers());
            }));
    all.add(
        new Named(
            "mistakes among several statements",
            (c, a) -> {
              a.addAll(c.query("SET work_mem = '1MB'; SELEC 2").answers());
              a.addAll(
                  c.query("CREATE TABLE t (id int); SELECT 1; SELECT FROM t WHERE ").answers());
              a.addAll(c.query("CREATE TABLE t (id int);; SELECT 'x /* ä */' ;;\n").answers());
              a.addAll(c.query("BEGIN; SELECT 1; SELECT (;").answers());
              a.addAll(c.query("BEGIN; SELECT 1").answers());
              a.addAll(c.query("SET TRANSACTION READ ONLY; SELECT 2; SET x.y = 1").answers());
              a.addAll(c.query("SET x.y = 2; SELECT current_setting('x.y'); SHOW x.y").answers());
              a.addAll(c.query("SET x.y = 3; SELECT current_setting('x.y') FROM").answers());
              a.addAll(c.query("SET x.y = 4; SELECT").answers());
              a.addAll(c.query("ROLLBACK; SELECT 1; SHOW x.y; SELEC").answers());
              a.addAll(c.query("ROLLBACK; SHOW x.y").answers());
            }));
    all.add(
        new Named(
            "barriers and a commit that fails",
            (c, a) -> {
              a.addAll(
                  c.query("CREATE TABLE t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
                      .answers());
              a.addAll(c.query("SET work_mem = '1MB'; INSERT INTO t VALUES (1), (1)").answers());
              a.addAll(c.query("BEGIN; INSERT INTO t VALUES (1), (1); COMMIT; SELECT 3").answers());
              a.addAll(c.query("SELECT count(*) FROM t").answers());
            }));
    all.add(
        new Named(
            "COPY among several statements",
            (c, a) -> {
              a.addAll(
                  c.query("CREATE TABLE t (id int); COPY t FROM STDIN; SELECT count(*) FROM t")
                      .answersUpTo('G'));
              a.addAll(c.message('d', "1\n2\n".getBytes(US)).message('c').answers());
              a.addAll(c.query("SELECT 7; COPY t FROM STDIN; SELECT 8").answersUpTo('G'));
              a.addAll(c.message('d', "x\n".getBytes(US)).message('c').answers());
              a.addAll(
                  c.query("SET work_mem = '1MB'; COPY t FROM STDIN; SELECT 8").answersUpTo('G'));
              a.addAll(
                  c.message('d', "5\n".getBytes(US))
                      .message('f', RawClient.cstring("no"))
                      .answers());
              a.addAll(c.query("COPY t TO STDOUT; SELECT 8").answers());
              a.addAll(c.query("SET work_mem = '1MB'; COPY t TO STDOUT; SELECT 8").answers());
            }));
    all.add(
        new Named(
            "COPY in the extended protocol",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              a.addAll(c.run("COPY t FROM STDIN").sync().answersUpTo('G'));
              a.addAll(c.message('d', "1\n2\n".getBytes(US)).message('c').sync().answers());
              a.addAll(c.run("COPY t FROM STDIN").flush().answersUpTo('G'));
              a.addAll(c.message('d', "x\n".getBytes(US)).message('c').sync().answers());
              a.addAll(c.run("COPY t FROM STDIN").flush().answersUpTo('G'));
              a.addAll(c.message('f', RawClient.cstring("why not")).sync().answers());
              a.addAll(c.run("COPY t TO STDOUT").sync().answers());
            }));
    all.add(
        new Named(
            "a pipeline with errors that skip to Sync",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              a.addAll(
                  c.run("INSERT INTO t VALUES (1)")
                      .run("SELECT 1/0")
                      .run("INSERT INTO t VALUES (2)")
                      .sync()
                      .run("INSERT INTO t VALUES (3)")
                      .sync()
                      .run("SELECT nix")
                      .query("SELECT 5")
                      .sync()
                      .run("SELECT id FROM t")
                      .sync()
                      .answers(4));
            }));
    all.add(
        new Named(
            "a pipeline of hundreds",
            (c, a) -> {
              c.query("CREATE TABLE t (id int)");
              for (int i = 0; i < 400; i++) {
                c.run("INSERT INTO t VALUES ($1) RETURNING id", "" + i);
                if (i % 7 == 0) {
                  c.sync();
                }
              }
              a.addAll(c.sync().answers(59));
            }));
    all.add(
        new Named(
            "named statements and portals",
            (c, a) -> {
              c.parse("s", "SELECT generate_series(1, $1::int)").describe('S', "s");
              c.bind("p", "s", "5").describe('P', "p").execute("p", 2).execute("p", 2);
              c.execute("p", 0).close('P', "p").execute("p", 0).sync();
              a.addAll(c.answers());
              c.parse("s", "SELECT 1").sync().bind("", "s", "2").execute("", 0).sync();
              c.close('S', "s").close('S', "nope").bind("", "s", "2").sync();
              a.addAll(c.answers(3));
              c.query("BEGIN").bind("", "s").sync().parse("s", "SELECT 9").sync().query("ROLLBACK");
              a.addAll(c.answers(4));
            }));
    all.add(
        new Named(
            "statements that SQL takes away",
            (c, a) -> {
              c.parse("s", "SELECT 1").parse("", "SELECT 2").sync();
              a.addAll(c.answers());
              a.addAll(c.run("DEALLOCATE s").bind("", "s").sync().answers());
              c.parse("s", "SELECT 1").sync().query("PREPARE q AS SELECT 3");
              c.bind("", "q").execute("", 0).sync().query("DISCARD ALL");
              c.bind("", "s").sync().parse("s", "SELECT 4").bind("", "s").execute("", 0).sync();
              a.addAll(c.answers(6));
              c.parse("", "SELECT 6").sync().query("SELECT 1").bind("", "").sync();
              a.addAll(c.answers(3));
            }));
    all.add(
        new Named(
            "transactions across messages",
            (c, a) -> {
              c.run("BEGIN").run("SELECT 1").sync().run("SELECT 1/0").sync();
              c.run("SELECT 1").sync().run("ROLLBACK").run("SELECT 2").sync();
              a.addAll(c.answers(4));
              c.query("BEGIN").run("SAVEPOINT a").run("SELECT nix").sync();
              c.run("ROLLBACK TO a").run("SELECT 3").sync().query("COMMIT");
              a.addAll(c.answers(4));
              c.run("SELECT 1").query("SELECT 2").sync();
              a.addAll(c.answers(2));
            }));
    all.add(
        new Named(
            "malformed messages",
            (c, a) -> {
              a.addAll(c.message('Q', "SELECT 1".getBytes(US)).answers());
              a.addAll(c.message('P', "no end".getBytes(US)).sync().answers());
              a.addAll(c.message('B', RawClient.cstring("")).sync().answers());
              a.addAll(c.message('D', RawClient.cstring("Xnope")).sync().answers());
              a.addAll(c.message('C', RawClient.cstring("X")).sync().answers());
              a.addAll(c.message('E', RawClient.cstring("")).sync().answers());
              a.addAll(
                  c.message('Q', "SELECT '\377'\0".getBytes(StandardCharsets.ISO_8859_1))
                      .answers());
              a.addAll(c.query("SELECT 1").answers());
            }));
    all.add(
        new Named(
            "stray copy data, flush, function call",
            (c, a) -> {
              c.message('d', "1\n".getBytes(US)).message('c').message('f', RawClient.cstring("x"));
              a.addAll(c.flush().flush().query("SELECT 1").answers());
              byte[] one = RawClient.int32(1, 4, 5);
              c.message(
                  'F',
                  RawClient.int32(1242),
                  RawClient.int16(1),
                  RawClient.int16(1),
                  RawClient.int16(1),
                  RawClient.int32(1),
                  new byte[] {1},
                  RawClient.int16(1));
              a.addAll(c.answers());
              a.addAll(c.message('F', one).answers());
            }));
    all.add(
        new Named(
            "a malformed Flush",
            (c, a) -> {
              a.addAll(c.message('H', new byte[] {1}).query("SELECT 1").sync().answers());
              c.run("SELECT 2").message('H', new byte[] {1}).run("SELECT 3").sync();
              a.addAll(c.query("SELECT 4").answers(2));
            }));
    all.add(
        new Named(
            "what a query leaves without a name",
            (c, a) -> {
              c.query("BEGIN; SELECT 1").execute("", 0).sync().query("ROLLBACK");
              a.addAll(c.answers(3));
              c.query("BEGIN; ROLLBACK TO s").describe('P', "").sync().query("ROLLBACK");
              a.addAll(c.answers(3));
              c.query("BEGIN; SELECT 1; SELECT 1/0").describe('P', "").sync();
              a.addAll(c.bind("", "").sync().query("ROLLBACK").answers(4));
              c.parse("", "SELECT 1").sync().query("BEGIN; SELECT 1; SELEC").bind("", "").sync();
              a.addAll(c.answers(3));
            }));
    all.add(
        new Named(
            "a query behind messages without a Sync",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              c.run("DELETE FROM t").query("DEALLOCATE ALL").query("COMMIT; SELECT 1");
              a.addAll(c.answers(2));
              c.run("INSERT INTO t VALUES (1)").query("SELECT 1").query("SET x.y = 1; SELECT 2");
              a.addAll(c.query("SELECT 1/0").query("SELECT count(*) FROM t").answers(4));
              c.run("SELECT 3").query("BEGIN; SELECT 4").query("COMMIT; SELECT 5").sync();
              a.addAll(c.answers(3));
              c.parse("p", "SELECT 6").bind("p", "p").query("BEGIN; SELECT 1").execute("p", 0);
              a.addAll(c.sync().query("ROLLBACK; SELECT 1").answers(3));
              c.query("BEGIN; SELECT nix").query("SELECT nix; BEGIN").describe('P', "").sync();
              a.addAll(c.query("ROLLBACK").answers(4));
            }));
    all.add(
        new Named(
            "COPY and then a message, behind barriers",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int); SELECT 1").answers());
              a.addAll(c.query("COPY t FROM STDIN").parse("", "SELECT 1").answers());
            }));
    all.add(
        new Named(
            "Sync in the midst of data for COPY",
            (c, a) -> {
              byte[] wrong = "x\n".getBytes(US);
              byte[] right = "1\n".getBytes(US);
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              for (String copy : List.of("COPY t FROM STDIN", "BEGIN; COPY t FROM STDIN")) {
                c.query(copy).sync().message('d', wrong).sync().message('d', right).sync();
                a.addAll(c.message('c').query("SELECT 1; ROLLBACK").answers(4));
                c.query(copy).message('d', right).sync().sync().message('c');
                a.addAll(c.query("SELECT 2; ROLLBACK").answers(2));
              }
              c.run("COPY t FROM STDIN").message('d', wrong).sync().sync().run("SELECT 3").sync();
              a.addAll(c.answers(3));
              c.run("COPY t FROM STDIN").sync().message('d', right).sync().message('d', wrong);
              a.addAll(c.run("SELECT 4").sync().answers());
            }));
    all.add(
        new Named(
            "statements behind wrong data for COPY",
            (c, a) -> {
              byte[] wrong = "x\n".getBytes(US);
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              for (String copy : List.of("COPY t FROM STDIN", "BEGIN; COPY t FROM STDIN")) {
                c.query(copy).message('d', wrong).query("SELECT 1; ROLLBACK");
                a.addAll(c.answers(2));
                c.query(copy).message('d', wrong).run("ROLLBACK").sync();
                a.addAll(c.answers(2));
                c.query(copy).message('d', wrong).sync().query("ROLLBACK");
                a.addAll(c.answers(3));
                c.query(copy).message('d', wrong).sync().run("ROLLBACK").sync();
                a.addAll(c.answers(3));
              }
              c.run("COPY t FROM STDIN").message('d', wrong).query("SELECT 2").run("SELECT 3");
              a.addAll(c.sync().answers());
              c.run("COPY t FROM STDIN").message('d', wrong).sync().query("SELECT 4");
              a.addAll(c.run("SELECT 5").sync().answers(3));
              c.query("COPY t FROM STDIN").message('d', "1\n".getBytes(US)).query("SELECT 6");
              a.addAll(c.answers());
            }));
    all.add(
        new Named(
            "mistakes among several statements behind messages without a Sync",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              for (String text :
                  List.of(
                      "COMMIT; SELECT 'ä' FROM",
                      "SET x.y = 1; SELEC 2;",
                      "BEGIN; SELECT '$pgveneer_syntax$'; SELECT (",
                      "COMMIT; CREATE ASSERTION a CHECK (true)")) {
                c.run("INSERT INTO t VALUES (1)").query(text).sync();
                a.addAll(c.query("ROLLBACK; SELECT * FROM t").answers(3));
              }
            }));
    all.add(
        new Named(
            "warnings about strings, wherever they come",
            (c, a) -> {
              a.addAll(c.query("SET standard_conforming_strings = off").answers());
              a.addAll(c.query("SET x.y = 1; SELECT 'a\\'b'").answers());
              c.run("SELECT 1").query("COMMIT; SELECT 'a\\'b'").sync();
              a.addAll(c.answers(2));
              Collections.sort(a);
            }));
    all.add(
        new Named(
            "malformed messages behind barriers",
            (c, a) -> {
              c.query("COMMIT; SELECT 1").message('P', RawClient.cstring("")).sync();
              a.addAll(c.answers(2));
              c.query("COMMIT; SELECT 1").message('B', RawClient.cstring("")).sync();
              a.addAll(c.answers(2));
              c.query("COMMIT; SELECT 1").message('H', new byte[] {1}).sync();
              a.addAll(c.answers(2));
              c.parse("", "SELECT 1").sync().query("COMMIT; SAVEPOINT s");
              c.message('Q', "SELECT 2".getBytes(US)).describe('S', "").sync();
              a.addAll(c.answers(4));
              c.query("COMMIT; SELECT 1").close('P', "").query("COMMIT; SELEC");
              a.addAll(c.answers(2));
            }));
    all.add(
        new Named(
            "notices and notifications",
            (c, a) -> {
              a.addAll(c.query("LISTEN x; DO $$ BEGIN RAISE NOTICE 'hé'; END $$").answers());
              a.addAll(c.query("SELECT pg_notify('x', '1') IS NULL").answersUpTo('Z'));
              a.addAll(c.query("SELECT 'x' COLLATE nix").answers());
              a.addAll(c.query("SELECT * FROM t").answers());
              a.addAll(c.query("DO $$ BEGIN EXECUTE 'SELECT nix'; END $$").answers());
            }));
    all.add(
        new Named(
            "unknown message type",
            (c, a) -> {
              a.addAll(c.query("SELECT 1").answers());
              a.addAll(c.message('x').answers());
            }));
    all.add(
        new Named(
            "a statement in the midst of COPY",
            (c, a) -> {
              a.addAll(c.query("CREATE TABLE t (id int)").answers());
              a.addAll(c.run("COPY t FROM STDIN").flush().answersUpTo('G'));
              a.addAll(c.parse("", "SELECT 1").answers());
            }));
    return all;
  }
}
