package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When the planner is asked about what a client has sent without waiting for answers.
class PlannedPipelineIT extends OwnDatabase {
  private final FakePlanner planner = new FakePlanner();

  @Override
  ServerOptions options() {
    return ServerOptions.of(18).withAuthentication("trust");
  }

  @Override
  WireSettings settings() {
    return WireSettings.of(
            TestDoor.to(database).listen(),
            database.host(),
            database.port(),
            (parameters, version) -> planner)
        .withEventLoops(1);
  }

  @BeforeEach
  void planEnds() {
    for (String end : List.of("END", "ABORT")) {
      planner.plans.put(
          end, sql -> Plan.passThrough(StatementClass.TRANSACTION, "fake", sql, false));
    }
  }

  private RawClient client() throws IOException {
    Database of = database;
    RawClient client = connect().login(of.user(), of.name(), "");
    planner.events.clear();
    return client;
  }

  @Test
  void shouldPlanWithoutWaitingForTheEndOfATransaction() throws IOException {
    try (RawClient client = client()) {
      client.query("BEGIN").answers();
      client.run("END").run("SELECT 1").sync().answers();
    }
    assertThat(planner.events)
        .containsSubsequence("plan SELECT 1 IN_TRANSACTION", "completed COMMIT");
  }

  @Test
  void shouldKnowTheEndOfATransactionThatPlansDependOnBeforeItPlans() throws IOException {
    try (RawClient client = client()) {
      client.query("BEGIN").answers();
      planner.tentative = true;
      client.run("END").run("SELECT 1").sync().run("SELECT 2").sync().answers(2);
    }
    assertThat(planner.events)
        .containsSubsequence(
            "completed COMMIT", "plan SELECT 1 IN_TRANSACTION", "ready IDLE", "plan SELECT 2 IDLE");
  }

  @Test
  void shouldKnowTheEndOfAFailedTransactionBeforeItPlans() throws IOException {
    try (RawClient client = client()) {
      client.query("BEGIN").query("SELECT 1/0").answers(2);
      client.run("ABORT").run("SELECT 1").sync().answers();
      client.query("BEGIN").query("SELECT 1/0").query("ABORT; SELECT 2").answers(3);
    }
    assertThat(planner.events)
        .containsSubsequence(
            "plan ABORT FAILED", "completed ROLLBACK", "plan SELECT 1 IN_TRANSACTION")
        .containsSubsequence("completed ROLLBACK", "plan SELECT 2 IN_TRANSACTION");
  }

  @Test
  void shouldAskWhatAStatementWaitsForBehindWhatComesBeforeIt() throws IOException {
    try (RawClient client = client()) {
      planner.waits.put("SELECT 2", "SELECT 'waited'");
      client.run("SELECT 1").run("SELECT 2").sync().answers();
    }
    assertThat(planner.events)
        .containsSubsequence(
            "plan SELECT 1 IDLE",
            "completed SELECT 1",
            "answered [[waited]]",
            "plan SELECT 2 IN_TRANSACTION");
  }

  @Test
  void shouldReadTextsInTheEncodingThatThePlannerHasLearned() throws IOException {
    try (RawClient client = client()) {
      planner.pending.add("SELECT 'asked'");
      planner.encoding = "LATIN1";
      byte[] text = "SELECT 'é'\0".getBytes(StandardCharsets.ISO_8859_1);
      client.run("SELECT 1").sync().answers();
      client.message('P', RawClient.cstring(""), text, RawClient.int16(0)).sync();
      client.answers();
    }
    assertThat(planner.events).contains("plan SELECT 'é' IDLE");
  }

  @Test
  void shouldPlanWhatIsSentBehindWrongDataOfCopy() throws IOException {
    try (RawClient client = client()) {
      client.query("CREATE TABLE t (id int)").answers();
      byte[] wrong = "x\n".getBytes(StandardCharsets.US_ASCII);
      client.query("COPY t FROM STDIN").message('d', wrong).query("SELECT 'simple'");
      assertThat(client.answers(2)).contains("D simple").endsWith("Z I");
      client.query("COPY t FROM STDIN").message('d', wrong).run("SELECT 'extended'").sync();
      assertThat(client.answers(2)).contains("D extended").endsWith("Z I");
      client.run("COPY t FROM STDIN").message('d', wrong).sync().run("SELECT 'more'").sync();
      assertThat(client.answers(2)).contains("D more").endsWith("Z I");
    }
    assertThat(planner.events)
        .contains("plan SELECT 'simple' IDLE", "plan SELECT 'extended' IDLE")
        .contains("plan SELECT 'more' IDLE");
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT 1, false",
    "DO 'BEGIN RAISE NOTICE ''at once''; END', true",
    "'SELECT repeat(''x'', 10000)', true"
  })
  void shouldGatherTheAnswersOfAQueryAsPostgresqlDoes(String second, boolean atOnce)
      throws Exception {
    try (Connection holder = database.connect();
        Statement lock = holder.createStatement();
        RawClient client = client()) {
      lock.execute("SELECT pg_advisory_lock(1)");
      client.query("SET work_mem = '5MB'; " + second + "; SELECT pg_advisory_lock(1)").send();
      assertThat(client.hasAnswer()).isEqualTo(atOnce);
      lock.execute("SELECT pg_advisory_unlock(1)");
      assertThat(client.answers()).startsWith("C SET").endsWith("Z I");
    }
  }
}
