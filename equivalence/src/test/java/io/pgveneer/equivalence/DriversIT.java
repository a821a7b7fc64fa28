package io.pgveneer.equivalence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Unmodified drivers and PostgreSQL's own programs do the same on a preview and on a copy.
///
/// `.ci/drivers` installs what they need.
final class DriversIT {
  private static final Path DRIVERS = Path.of("src/test/drivers").toAbsolutePath();

  /// The tables of pgbench, with the rows that it gives them.
  private static final String BENCH =
      """
      CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88));
      CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
      CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
      CREATE TABLE pgbench_history
        (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      INSERT INTO pgbench_branches VALUES (1, 0);
      INSERT INTO pgbench_tellers SELECT n, 1, 0 FROM generate_series(1, 10) n;
      INSERT INTO pgbench_accounts SELECT n, 1, 0, '' FROM generate_series(1, 100000) n;
      """;

  private static final String FLOW =
      "statements prepared before tables are changed and redefined, types, errors, batches, portals,"
          + " updatable rows, savepoints, large objects, COPY, LISTEN, cancel, time-outs, calls,"
          + " metadata";
  private static final String LINE =
      "the line that COPY tells of a key that is production's ([why](differences.md))";

  @TestFactory
  Stream<DynamicTest> shouldServeAsACopyDoes() {
    Rehearsals drivers = new Rehearsals("drivers");
    jdbc(drivers, "simple", "preferQueryMode=simple");
    jdbc(drivers, "extended", "preferQueryMode=extended");
    jdbc(drivers, "cached", "preferQueryMode=extendedCacheEverything");
    jdbc(drivers, "binary", "binaryTransfer=true&prepareThreshold=-1");
    jdbc(drivers, "autosave", "autosave=always&reWriteBatchedInserts=true");
    jdbc(drivers, "conservative", "autosave=conservative&prepareThreshold=1&defaultRowFetchSize=2");
    languages(drivers);
    drivers.add(
        new Rehearsal(
            "psql",
            "`\\d` and its like, `\\copy` both ways, `\\gexec`, `\\gset`, `\\watch`, `\\errverbose`,"
                + " transactions, cursors, Ctrl-C in a statement, in COPY and in `\\watch`",
            endpoint -> program(endpoint, "psql", "./psql.sh")));
    drivers.add(
        new Rehearsal(
            "pg_dump, pg_restore",
            "schema, rows as COPY and as INSERT, custom format, three jobs; parts put back. A server"
                + " newer than they are they refuse themselves",
            endpoint -> program(endpoint, "pg_dump", "./dump.sh")));
    for (String mode : List.of("simple", "extended", "prepared")) {
      drivers.add(
          BENCH,
          new Rehearsal(
              "pgbench " + mode,
              "TPC-B by up to eight clients, `-S`, `-N`, `-C`, scripts with definitions and with"
                  + " pipelines, on rows of production; then `-i`, and again",
              endpoint -> program(endpoint, "pgbench", "./pgbench.sh", mode)));
    }
    return drivers.tests();
  }

  private static void jdbc(Rehearsals drivers, String name, String options) {
    drivers.add(
        new Rehearsal(
            "pgjdbc " + name,
            "`" + options.replace("&", "`, `") + "`: " + FLOW,
            new JdbcFlow(options)));
  }

  private static void languages(Rehearsals drivers) {
    drivers.add(
        new Rehearsal(
            "node-postgres",
            "named statements as above, binary, many statements, pipelined queries, errors with all"
                + " fields, cursors, streams, COPY by streams, LISTEN, a backend that is ended",
            LINE,
            endpoint -> node(endpoint, "pg.mjs")));
    drivers.add(
        new Rehearsal(
            "postgres.js",
            "prepared and pipelined statements as above, `describe`, errors with all fields,"
                + " transactions and savepoints, cursors, COPY by streams, LISTEN, cancel",
            LINE,
            endpoint -> node(endpoint, "postgres.mjs")));
    drivers.add(
        new Rehearsal(
            "psycopg 3",
            "bound by the server and by the client, text and binary, prepared as above, pipelines,"
                + " nested transactions, named cursors, COPY by rows and binary, notifies, cancel,"
                + " asyncio",
            LINE + ", how two phases are refused",
            endpoint -> python(endpoint, "psycopg", "psycopg3_flow.py")));
    drivers.add(
        new Rehearsal(
            "psycopg2",
            "`PREPARE` and `EXECUTE` as above, `execute_values`, transactions, named cursors, large"
                + " objects, COPY, LISTEN, cancel, without waiting",
            LINE + ", the position of errors in `EXECUTE`, how two phases are refused",
            endpoint -> python(endpoint, "psycopg2", "psycopg2_flow.py")));
  }

  private static List<String> node(Endpoint endpoint, String script) throws IOException {
    return Rehearsals.node(
        DRIVERS.resolve("node"),
        ".ci/drivers",
        "--no-deprecation",
        script,
        Rehearsals.url(endpoint));
  }

  private static List<String> python(Endpoint endpoint, String driver, String script)
      throws IOException {
    return Rehearsals.python(DRIVERS, ".ci/drivers", driver, script, Rehearsals.url(endpoint));
  }

  private static List<String> program(Endpoint endpoint, String needed, String... words)
      throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin", needed)), ".ci/drivers has not run");
    List<String> command = new ArrayList<>(List.of(words));
    command.add(Rehearsals.url(endpoint));
    return Rehearsals.command(DRIVERS, command.toArray(String[]::new));
  }
}
