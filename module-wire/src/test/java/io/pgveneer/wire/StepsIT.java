package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a client sees of plans that do more than pass its text on, by a real server.
class StepsIT {
  private static PostgresqlServer postgresql;

  private final FakePlanner planner = new FakePlanner();
  private Database database;
  private WireServer server;
  private RawClient client;

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
            WireSettings.of(
                    new InetSocketAddress("127.0.0.1", 0),
                    database.host(),
                    database.port(),
                    (parameters, version) -> planner)
                .withEventLoops(1));
    client = new RawClient(server).login(database.user(), database.name(), database.password());
    client.query("CREATE TABLE t (id int); CREATE TABLE log (what text)").answers();
    planner.events.clear();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  private void plan(String sql, Function<String, Plan> plan) {
    planner.plans.put(sql, plan);
  }

  /// As where another session defines something then.
  private void askBehindThePlan(String sql) {
    plan(
        sql,
        text -> {
          planner.pending.add("SELECT 77");
          return FakePlanner.pass(text);
        });
  }

  private static Plan plan(
      String sql, List<Step> before, RewrittenSql main, List<Step> after, boolean barrier) {
    return new Plan(StatementClass.INSERT, "fake", before, main, after, barrier, Set.of(), null);
  }

  private static Step log(String what) {
    return Step.of("INSERT INTO log VALUES ('" + what + "') RETURNING what -- step");
  }

  private List<String> logged() throws IOException {
    return client.query("SELECT what FROM log").answers().stream()
        .filter(line -> line.startsWith("D"))
        .map(line -> line.substring(2))
        .toList();
  }

  private void planWithSteps(String sql, boolean barrier) {
    plan(
        sql,
        text ->
            plan(
                text,
                List.of(log("b1"), log("b2")),
                RewrittenSql.unchanged(text),
                List.of(log("a1"), log("a2")),
                barrier));
  }

  @Test
  void shouldHideStepsOfSimpleQueries() throws IOException {
    planWithSteps("INSERT INTO t VALUES (1) RETURNING id", false);
    assertThat(client.query("SELECT 5; INSERT INTO t VALUES (1) RETURNING id; SELECT 6").answers())
        .containsExactly(
            "T ?column?",
            "D 5",
            "C SELECT 1",
            "T id",
            "D 1",
            "C INSERT 0 1",
            "T ?column?",
            "D 6",
            "C SELECT 1",
            "Z I");
    assertThat(logged()).containsExactly("b1", "b2", "a1", "a2");
    assertThat(planner.events)
        .contains("completed INSERT 0 1", "completed SELECT 1", "ready IDLE")
        .doesNotContain("failed 42703");
  }

  @Test
  void shouldHideStepsOfStatementsRunOneByOne() throws IOException {
    planWithSteps("INSERT INTO t VALUES (1) RETURNING id", true);
    assertThat(client.query("INSERT INTO t VALUES (1) RETURNING id; SELECT 6").answers())
        .containsExactly("T id", "D 1", "C INSERT 0 1", "T ?column?", "D 6", "C SELECT 1", "Z I");
    assertThat(
            client.query("SET work_mem = '1MB'; INSERT INTO t VALUES (1) RETURNING id").answers())
        .containsExactly("C SET", "T id", "D 1", "C INSERT 0 1", "Z I");
    assertThat(logged()).containsExactly("b1", "b2", "a1", "a2", "b1", "b2", "a1", "a2");
  }

  @Test
  void shouldHideStepsOfExtendedQueries() throws IOException {
    planWithSteps("INSERT INTO t VALUES ($1) RETURNING id", false);
    client.run("SELECT 5");
    client.run("INSERT INTO t VALUES ($1) RETURNING id", "7").run("SELECT 6").sync();
    assertThat(client.answers())
        .containsExactly(
            "1",
            "2",
            "T ?column?",
            "D 5",
            "C SELECT 1",
            "1",
            "2",
            "T id",
            "D 7",
            "C INSERT 0 1",
            "1",
            "2",
            "T ?column?",
            "D 6",
            "C SELECT 1",
            "Z I");
    assertThat(logged()).containsExactly("b1", "b2", "a1", "a2");
  }

  @Test
  void shouldGiveStepsTheClientsParameters() throws IOException {
    String sql = "INSERT INTO t SELECT $2 WHERE $1 = 'x'";
    Step step = new Step("INSERT INTO log VALUES ($1 || ':' || $2)", List.of(1, 2));
    Step after = new Step("INSERT INTO log SELECT $1::text || 'after'", List.of(2));
    plan(
        sql,
        text -> plan(text, List.of(step), RewrittenSql.unchanged(text), List.of(after), false));
    client.parse("s", sql).bind("p", "s", "x", "12").execute("p", 0).sync();
    assertThat(client.answers()).containsExactly("1", "2", "C INSERT 0 1", "Z I");
    client.parse("d", sql, 25, 23).bind("p", "d", "x", "13").execute("p", 0).sync();
    client.bind("", "s", "y", "14").execute("", 0).sync();
    assertThat(client.answers(2))
        .containsExactly("1", "2", "C INSERT 0 1", "Z I", "2", "C INSERT 0 0", "Z I");
    assertThat(logged()).containsExactly("x:12", "12after", "x:13", "13after", "y:14", "14after");
  }

  @Test
  void shouldShowAStepsErrorAsTheStatementsOwn() throws IOException {
    String sql = "INSERT INTO t VALUES (1)";
    plan(
        sql,
        text ->
            plan(
                text,
                List.of(),
                RewrittenSql.unchanged(text),
                List.of(Step.of("SELECT nix_merged_42")),
                false));
    String error = "E SERROR|C42703|Mcolumn \"nix_users\" does not exist";
    assertThat(client.query(sql).answers()).containsExactly(error, "Z I");
    assertThat(client.query("SET work_mem = '1MB'; " + sql + "; SELECT 1").answers())
        .containsExactly("C SET", error, "Z I");
    assertThat(client.run(sql).run("SELECT 1").sync().answers())
        .containsExactly("1", "2", "n", error, "Z I");
    assertThat(client.query("SELECT count(*) FROM t").answers()).contains("D 0");
    assertThat(planner.events).contains("failed 42703");
  }

  @Test
  void shouldShowTheStatementsMistakeAndRunNoStep() throws IOException {
    String column = "DELETE FROM t WHERE nosuch = 1";
    String end = "DELETE FROM t WHERE";
    planWithSteps(column, false);
    planWithSteps(end, false);
    String noColumn = "E SERROR|C42703|Mcolumn \"nosuch\" does not exist|P";
    assertThat(client.query(column).answers()).containsExactly(noColumn + "21", "Z I");
    assertThat(client.query("SELECT 'ä'; " + column + "; SELECT 1").answers())
        .containsExactly("T ?column?", "D ä", "C SELECT 1", noColumn + "33", "Z I");
    String atEnd = "E SERROR|C42601|Msyntax error at end of input|P";
    assertThat(client.query(end).answers()).containsExactly(atEnd + "20", "Z I");
    assertThat(client.query(" " + end + " -- what").answers()).containsExactly(atEnd + "29", "Z I");
    assertThat(client.query("SELECT 1; " + end + " ;").answers())
        .containsExactly("E SERROR|C42601|Msyntax error at or near \";\"|P31", "Z I");
    assertThat(logged()).isEmpty();
  }

  @Test
  void shouldShowWhatACommitAddsBeforeTheCompletion() throws IOException {
    client.query("CREATE TABLE u (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)").answers();
    String sql = "INSERT INTO u VALUES (1), (1)";
    planWithSteps(sql, false);
    assertThat(client.query(sql).answers())
        .containsExactly(
            "E SERROR|C23505|Mduplicate key value violates unique constraint \"u_id_key\""
                + "|DKey (id)=(1) already exists.",
            "Z I");
    assertThat(logged()).isEmpty();
  }

  @Test
  void shouldLeaveNothingWithoutANameBehindAQuery() throws IOException {
    String sql = "INSERT INTO t VALUES (1)";
    planWithSteps(sql, false);
    String missing = "E SERROR|C26000|Munnamed prepared statement does not exist";
    client.parse("", "SELECT 1").sync().answers();
    assertThat(client.query(sql).answers()).containsExactly("C INSERT 0 1", "Z I");
    assertThat(client.bind("", "").sync().answers()).containsExactly(missing, "Z I");
    client.query("BEGIN").answers();
    client.query(sql).answers();
    assertThat(client.describe('P', "").sync().answers())
        .containsExactly("E SERROR|C34000|Mportal \"\" does not exist", "Z E");
    client.query("ROLLBACK").answers();
    client.query(sql + "; SELECT 1").answers();
    assertThat(client.describe('S', "").sync().answers()).containsExactly(missing, "Z I");
  }

  @Test
  void shouldMakeNoTransactionBlockByItsSteps() throws IOException {
    String sql = "DECLARE c CURSOR FOR SELECT 1";
    plan(
        sql,
        text ->
            new Plan(
                StatementClass.DECLARE,
                "fake",
                List.of(log("b")),
                RewrittenSql.unchanged(text),
                List.of(),
                false,
                Set.of(),
                null));
    String error = "E SERROR|C25P01|MDECLARE CURSOR can only be used in transaction blocks";
    assertThat(client.query(sql).answers()).containsExactly(error, "Z I");
    assertThat(client.run(sql).sync().answers()).containsExactly("1", "2", "n", error, "Z I");
    assertThat(client.query("BEGIN; " + sql + "; FETCH c; COMMIT").answers())
        .containsExactly(
            "C BEGIN", "C DECLARE CURSOR", "T ?column?", "D 1", "C FETCH 1", "C COMMIT", "Z I");
    assertThat(logged()).containsExactly("b");
  }

  @Test
  void shouldMapPositionsBack() throws IOException {
    String sql = "SELECT 'ä𝄞', nix FROM users";
    plan(
        sql,
        text -> {
          int from = text.indexOf("users");
          RewrittenSql main =
              new Splice(text)
                  .insert(text.indexOf("'"), "(SELECT 'ünsichtbar'), ")
                  .replace(new Extent(from, from + 5), "t")
                  .apply();
          return plan(text, List.of(log("b")), main, List.of(), false);
        });
    String error = "E SERROR|C42703|Mcolumn \"nix\" does not exist|P";
    assertThat(client.query(sql).answers()).containsExactly(error + "14", "Z I");
    assertThat(client.query("SELECT '𝄞';\n " + sql).answers())
        .containsExactly("T ?column?", "D 𝄞", "C SELECT 1", error + "27", "Z I");
    assertThat(client.query("SET work_mem = '1MB'; " + sql).answers())
        .containsExactly("C SET", error + "36", "Z I");
    assertThat(client.parse("", sql).sync().answers()).containsExactly(error + "14", "Z I");
    assertThat(client.query("SELECT 1; SELEC 2").answers())
        .containsExactly("E SERROR|C42601|Msyntax error at or near \"SELEC\"|P11", "Z I");
  }

  @Test
  void shouldRefuseAsIfTheBackendDid() throws IOException {
    String sql = "LISTEN me";
    SqlError error = new SqlError("0A000", "not so", "a detail", "a hint", 8);
    plan(sql, text -> Plan.refused(StatementClass.UNKNOWN, "fake", text, error));
    String shown = "E SERROR|C0A000|Mnot so|Da detail|Ha hint|P";
    String missing = "E SERROR|C26000|Mprepared statement \"s\" does not exist";
    String aborted =
        "E SERROR|C25P02|Mcurrent transaction is aborted, "
            + "commands ignored until end of transaction block";
    assertThat(client.query(sql).answers()).containsExactly(shown + "8", "Z I");
    assertThat(client.query("SELECT 1; LISTEN me; SELECT 2").answers())
        .containsExactly("T ?column?", "D 1", "C SELECT 1", shown + "17", "Z I");
    assertThat(client.query("BEGIN; LISTEN me").answers())
        .containsExactly("C BEGIN", shown + "14", "Z E");
    assertThat(client.parse("s", sql).sync().answers()).containsExactly(aborted, "Z E");
    assertThat(client.query("ROLLBACK").answers()).containsExactly("C ROLLBACK", "Z I");
    client.run("BEGIN").parse("s", sql).bind("", "s").sync().bind("", "s").sync();
    assertThat(client.answers(2))
        .containsExactly("1", "2", "n", "C BEGIN", shown + "8", "Z E", missing, "Z E");
  }

  @Test
  void shouldPrepareAgainWhatNoLongerHolds() throws IOException {
    String sql = "SELECT $1 AS v";
    Plan old = plan(sql, List.of(), RewrittenSql.unchanged(sql), List.of(), false);
    Plan renewed =
        plan(
            sql,
            List.of(),
            new Splice(sql).replace(new Extent(7, 9), "$1 || '!'").apply(),
            List.of(),
            false);
    plan(sql, text -> planner.stale.contains(old) ? renewed : old);
    assertThat(client.parse("s", sql).bind("", "s", "a").execute("", 0).sync().answers())
        .containsExactly("1", "2", "D a", "C SELECT 1", "Z I");
    planner.stale.add(old);
    client.bind("", "s", "a").execute("", 0).bind("", "s", "b").execute("", 0).sync();
    assertThat(client.answers())
        .containsExactly("2", "D a!", "C SELECT 1", "2", "D b!", "C SELECT 1", "Z I");
    assertThat(client.describe('S', "s").sync().answers()).contains("T v");
  }

  private Plan renewed(String sql, String text) {
    return plan(
        sql,
        List.of(),
        new Splice(sql).replace(new Extent(0, sql.length()), text).apply(),
        List.of(),
        false);
  }

  private void planInTurn(String sql, Plan... plans) {
    plan(
        sql,
        text -> {
          for (Plan each : plans) {
            if (!planner.stale.contains(each)) {
              return each;
            }
          }
          return plans[plans.length - 1];
        });
  }

  @Test
  void shouldRefuseAPreparedStatementWhoseColumnsHaveChanged() throws IOException {
    String sql = "SELECT * FROM users";
    Plan old = renewed(sql, "SELECT 1 AS id");
    Plan wider = renewed(sql, "SELECT 1 AS id, 2 AS more");
    Plan again = renewed(sql, "SELECT 3 AS id");
    planInTurn(sql, old, wider, again);
    String error = "E SERROR|C0A000|Mcached plan must not change result type";
    assertThat(client.parse("s", sql).bind("", "s").execute("", 0).sync().answers())
        .containsExactly("1", "2", "D 1", "C SELECT 1", "Z I");
    planner.stale.add(old);
    client.bind("", "s").execute("", 0).sync().describe('S', "s").sync();
    assertThat(client.answers(2)).containsExactly(error, "Z I", error, "Z I");
    client.query("BEGIN").bind("", "s").execute("", 0).sync().query("SELECT 1").query("ROLLBACK");
    assertThat(client.answers(4)).contains("C BEGIN", error, "Z E", "C ROLLBACK");
    client.parse("t", sql).bind("", "t").execute("", 0).sync();
    assertThat(client.answers()).containsExactly("1", "2", "D 1,2", "C SELECT 1", "Z I");
    planner.stale.add(wider);
    assertThat(client.bind("", "s").execute("", 0).sync().answers())
        .containsExactly("2", "D 3", "C SELECT 1", "Z I");
  }

  @Test
  void shouldLetDriversPrepareAnewWhatHasOtherColumns() throws SQLException {
    String sql = "SELECT * FROM users";
    Plan old = renewed(sql, "SELECT 1 AS id");
    planInTurn(sql, old, renewed(sql, "SELECT 1 AS id, 2 AS more"));
    Database proxied = database.at("127.0.0.1", server.address().getPort());
    try (Connection connection =
            DriverManager.getConnection(
                proxied.jdbcUrl() + "?prepareThreshold=1", proxied.user(), proxied.password());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      assertThat(statement.executeQuery().getMetaData().getColumnCount()).isEqualTo(1);
      planner.stale.add(old);
      assertThat(statement.executeQuery().getMetaData().getColumnCount()).isEqualTo(2);
    }
  }

  @Test
  void shouldNotBringBackWhatWasDeallocated() throws IOException {
    String sql = "SELECT * FROM users";
    Plan old = renewed(sql, "SELECT 1 AS id");
    Plan other = renewed(sql, "SELECT 2 AS id");
    planInTurn(sql, old, other);
    for (String name : List.of("s", "S \"x\"")) {
      planner.stale.clear();
      String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
      client.parse(name, sql).parse("kept", sql).sync().answers();
      client.query("DEALLOCATE PREPARE " + (name.equals("s") ? "S" : quoted) + ";").answers();
      planner.stale.add(old);
      assertThat(client.bind("", name).sync().answers())
          .containsExactly(
              "E SERROR|C26000|Mprepared statement \"" + name + "\" does not exist", "Z I");
      client.bind("", "kept").execute("", 0).sync();
      assertThat(client.answers()).containsExactly("2", "D 2", "C SELECT 1", "Z I");
      client.run("DEALLOCATE kept").sync().answers();
      assertThat(client.bind("", "kept").sync().answers())
          .containsExactly("E SERROR|C26000|Mprepared statement \"kept\" does not exist", "Z I");
    }
  }

  @Test
  void shouldRunStepsWhenTheStatementRuns() throws IOException {
    String sql = "INSERT INTO t VALUES (1)";
    planWithSteps(sql, false);
    client.parse("s", sql).bind("p", "s").flush();
    assertThat(client.answersUpTo('2')).containsExactly("1", "2");
    client.execute("p", 0).execute("p", 0).sync();
    assertThat(client.answers())
        .containsExactly("C INSERT 0 1", "E SERROR|C55000|Mportal \"p\" cannot be run", "Z I");
    client.query("BEGIN READ ONLY").answers();
    String error = "E SERROR|C25006|Mcannot execute INSERT in a read-only transaction";
    assertThat(client.run(sql).sync().answers()).containsExactly("1", "2", "n", error, "Z E");
    client.query("ROLLBACK").answers();
    assertThat(logged()).isEmpty();
  }

  @Test
  void shouldRunStepsOfAPortalThatIsBoundBeforeTheLastTransactionEnds() throws Exception {
    String sql = "INSERT INTO t VALUES (1)";
    planWithSteps(sql, false);
    client.run("SELECT pg_sleep(0.3)").sync().parse("", sql).bind("", "").send();
    assertThat(client.answers()).endsWith("Z I");
    assertThat(client.execute("", 0).sync().answers())
        .containsExactly("1", "2", "C INSERT 0 1", "Z I");
    assertThat(logged()).containsExactly("b1", "b2", "a1", "a2");
  }

  @Test
  void shouldPlanBehindAQueryOnlyWhenThatHasEnded() throws IOException {
    client.query("BEGIN").run("SELECT 7").sync().answers(2);
    assertThat(planner.events).contains("plan SELECT 7 IN_TRANSACTION");
    client.query("ROLLBACK").run("SELECT 8").sync().answers(2);
    assertThat(planner.events).contains("plan SELECT 8 IDLE");
  }

  @Test
  void shouldKnowAStatementThatIsPreparedWhileItsNameIsDeallocated() throws IOException {
    String sql = "INSERT INTO t VALUES (1)";
    planWithSteps(sql, false);
    client.parse("s", "SELECT 1").sync().answers();
    client.run("DEALLOCATE s").parse("s", sql).sync().answers();
    assertThat(client.bind("", "s").execute("", 0).sync().answers())
        .containsExactly("2", "C INSERT 0 1", "Z I");
    assertThat(logged()).containsExactly("b1", "b2", "a1", "a2");
  }

  @Test
  void shouldKeepAStatementWhosePreparingAgainFails() throws IOException {
    String sql = "SELECT 1 AS v";
    Plan old = plan(sql, List.of(), RewrittenSql.unchanged(sql), List.of(), false);
    Plan broken =
        plan(
            sql,
            List.of(),
            new Splice(sql).replace(new Extent(7, 8), "nix").apply(),
            List.of(),
            false);
    Plan refused =
        Plan.refused(
            StatementClass.UNKNOWN, "fake", sql, new SqlError("0A000", "no", null, null, 0));
    Plan[] now = {old};
    plan(sql, text -> now[0]);
    client.parse("s", sql).bind("", "s").execute("", 0).sync().answers();
    planner.stale.add(old);
    now[0] = refused;
    assertThat(client.bind("", "s").execute("", 0).sync().answers())
        .containsExactly("E SERROR|C0A000|Mno", "Z I");
    now[0] = broken;
    assertThat(client.run("SELECT 1").bind("", "s").execute("", 0).sync().answers())
        .endsWith("E SERROR|C42703|Mcolumn \"nix\" does not exist|P8", "Z I");
    now[0] = plan(sql, List.of(), RewrittenSql.unchanged(sql), List.of(), true);
    assertThat(client.bind("", "s").execute("", 0).sync().answers())
        .containsExactly("2", "D 1", "C SELECT 1", "Z I");
  }

  @Test
  void shouldAskThePlannersQueriesUnseen() throws IOException {
    planner.pending.add("SELECT 1, NULL, 'x' UNION ALL SELECT 2, 'y', 'z' ORDER BY 1");
    planner.pending.add("SELECT nix");
    assertThat(client.query("SELECT 3").answers())
        .containsExactly("T ?column?", "D 3", "C SELECT 1", "Z I");
    assertThat(planner.events)
        .containsExactly(
            "answered [[1, null, x], [2, y, z]]",
            "unanswered 42703 column \"nix\" does not exist",
            "plan SELECT 3 IDLE",
            "completed SELECT 1",
            "ready IDLE");
  }

  @Test
  void shouldCutOffTheStatementWithThePlannersQueries() throws IOException {
    // Given
    String error = "E SERROR|C57014|Mcanceling statement due to statement timeout";
    client.query("SET statement_timeout = '200ms'").answers();
    planner.events.clear();
    planner.pending.add("SELECT pg_sleep(100)");

    // Then
    assertThat(client.query("SELECT 3").answers()).containsExactly(error, "Z I");
    assertThat(client.run("SELECT 3").sync().answers()).containsExactly(error, "Z I");
    assertThat(client.query("BEGIN").answers()).containsExactly(error, "Z I");
    assertThat(planner.events).contains("interrupted").noneMatch(event -> event.contains("plan"));
    planner.pending.clear();
    client.query("BEGIN").answers();
    planner.pending.add("SELECT pg_sleep(100)");
    assertThat(client.run("SELECT 3").sync().answers()).containsExactly(error, "Z E");
    assertThat(client.query("ROLLBACK").answers()).containsExactly("C ROLLBACK", "Z I");
    planner.pending.clear();
    assertThat(client.query("SELECT 3").answers()).contains("D 3");
  }

  @Test
  void shouldNotEndTheClientsTransactionWithThePlannersQueries() throws IOException {
    askBehindThePlan("SET work_mem = '1MB'");
    client.run("INSERT INTO t VALUES (1)").run("SET work_mem = '1MB'").run("SELECT 1/0").sync();
    assertThat(client.answers()).endsWith("E SERROR|C22012|Mdivision by zero", "Z I");
    assertThat(planner.events).contains("answered [[77]]");
    assertThat(client.query("INSERT INTO t VALUES (2); SET work_mem = '1MB'; SELECT 1/0").answers())
        .containsExactly("C INSERT 0 1", "C SET", "E SERROR|C22012|Mdivision by zero", "Z I");
    assertThat(client.query("SELECT count(*) FROM t").answers()).contains("D 0");
  }

  @Test
  void shouldKeepTheFirstOfAPipelineTheFirst() throws IOException {
    askBehindThePlan("VACUUM t");
    assertThat(client.run("VACUUM t").sync().answers())
        .containsExactly("1", "2", "n", "C VACUUM", "Z I");
    assertThat(planner.events).contains("answered [[77]]");
  }

  @Test
  void shouldKeepTheClientsUnnamedStatement() throws IOException {
    client.parse("", "SELECT 8").sync().answers();
    planner.pending.add("SELECT 1");
    assertThat(client.bind("", "").execute("", 0).sync().answers())
        .containsExactly("2", "D 8", "C SELECT 1", "Z I");
    assertThat(planner.events).contains("answered [[1]]");
  }

  @Test
  void shouldSwallowSignalsAndRewordNames() throws IOException {
    client.query(
        "DO $$ BEGIN RAISE INFO 'x' USING ERRCODE = 'PV001'; RAISE NOTICE 'merged_42'; END $$");
    assertThat(client.answers())
        .containsExactly(
            "N SNOTICE|C00000|Musers|WPL/pgSQL function inline_code_block line 1 at RAISE",
            "C DO",
            "Z I");
  }

  @Test
  void shouldLookAtCleanRelationsOnlyBehindWhatMayWrite() throws IOException {
    String sql = "SELECT 'clean' AS v";
    Plan clean =
        new Plan(
            StatementClass.QUERY,
            "fake",
            List.of(),
            RewrittenSql.unchanged(sql),
            List.of(),
            false,
            Set.of(1L),
            null);
    Plan merged =
        plan(
            sql,
            List.of(),
            new Splice(sql).replace(new Extent(8, 13), "merged").apply(),
            List.of(),
            false);
    plan(sql, text -> planner.events.contains("completed INSERT 0 1") ? merged : clean);
    planner.staleAfter("completed INSERT 0 1", clean);
    assertThat(client.query("INSERT INTO t VALUES (1); " + sql).answers())
        .containsExactly("C INSERT 0 1", "T v", "D merged", "C SELECT 1", "Z I");
    planner.events.clear();
    planner.stale.clear();
    client.parse("s", sql).bind("", "s").execute("", 0);
    client.run("INSERT INTO t VALUES (1)").bind("", "s").execute("", 0).sync();
    assertThat(client.answers())
        .containsExactly(
            "1",
            "2",
            "D clean",
            "C SELECT 1",
            "1",
            "2",
            "n",
            "C INSERT 0 1",
            "2",
            "D merged",
            "C SELECT 1",
            "Z I");
  }

  @Test
  void shouldGoOnWhenThePlannersQueriesKeepFailing() throws IOException {
    for (int i = 0; i < 100; i++) {
      planner.pending.add("SELECT nix");
    }
    assertThat(client.query("SELECT 3").answers()).contains("D 3");
    assertThat(planner.events).filteredOn(event -> event.startsWith("unanswered")).hasSize(1);
  }
}
