package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's own tests, run by its own `pg_regress` in a database that exists.
///
/// What passes is for `pg_regress` to say: it knows which outputs are right.
public final class RegressionSuite {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /// As the majors up to 15, and those from 16 on, print it.
  private static final List<Pattern> OUTCOMES =
      List.of(
          Pattern.compile("(?:test)?\\s+(?<test>\\S+)\\s+\\.\\.\\. (?<outcome>ok|FAILED|failed).*"),
          Pattern.compile("(?<outcome>ok|not ok) \\d+\\s+[-+] (?<test>\\S+)\\s.*"));

  private final Path source;
  private final Path tests;
  private final String program;
  private final String schedule;

  private RegressionSuite(Path source, String folder, String program, String schedule) {
    this.source = source;
    this.tests = source.resolve(folder);
    this.program = program;
    this.schedule = schedule;
  }

  /// A server as the tests expect it. Statistics that change meanwhile would change plans.
  public static PostgresqlServer server(int major) throws SQLException {
    PostgresqlServer server =
        PostgresqlServer.start(
            ServerOptions.of(major)
                .withAuthentication("trust")
                .with("max_prepared_transactions", "2")
                .with("autovacuum", "off"));
    Arena.makeRoles(server);
    return server;
  }

  /// The tests of one session.
  ///
  /// @param source PostgreSQL's source, with `src/test` and `src/bin/psql` built
  public static RegressionSuite regression(Path source) {
    return new RegressionSuite(source, "src/test/regress", "pg_regress", "parallel_schedule");
  }

  /// The tests of several sessions, step by step.
  ///
  /// @param source as above
  public static RegressionSuite isolation(Path source) {
    return new RegressionSuite(
        source, "src/test/isolation", "pg_isolation_regress", "isolation_schedule");
  }

  /// Runs all tests.
  ///
  /// @param folder where the outputs go; the server writes there too
  /// @return which tests pass
  public Map<String, Boolean> run(Endpoint endpoint, Path folder)
      throws IOException, InterruptedException {
    Path results = Files.createDirectories(folder.resolve("results"));
    for (Path directory : List.of(folder, results)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Path told = folder.resolve("told.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(endpoint, folder))
            .redirectErrorStream(true)
            .redirectOutput(told.toFile());
    builder.environment().put("PGPASSWORD", endpoint.password());
    builder.environment().put("LD_LIBRARY_PATH", source.resolve("src/interfaces/libpq").toString());
    Process process = builder.start();
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      process.descendants().filter(RegressionSuite::hangs).forEach(ProcessHandle::destroyForcibly);
    }
    return outcomes(told);
  }

  private List<String> command(Endpoint endpoint, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(tests.resolve(program).toString());
    command.add("--use-existing");
    command.add("--max-concurrent-tests=20");
    command.add("--inputdir=" + tests);
    command.add("--dlpath=" + tests);
    command.add("--outputdir=" + folder);
    command.add("--bindir=" + source.resolve("src/bin/psql"));
    command.add("--schedule=" + tests.resolve(schedule));
    command.add("--host=" + endpoint.host());
    command.add("--port=" + endpoint.port());
    command.add("--user=" + endpoint.user());
    command.add("--dbname=" + endpoint.database());
    return command;
  }

  private static boolean hangs(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .filter(start -> start.plus(PATIENCE).isBefore(Instant.now()))
        .isPresent();
  }

  private static Map<String, Boolean> outcomes(Path told) throws IOException {
    Map<String, Boolean> outcomes = new TreeMap<>();
    for (String line : Files.readAllLines(told, StandardCharsets.ISO_8859_1)) {
      for (Pattern pattern : OUTCOMES) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.matches()) {
          outcomes.put(matcher.group("test"), matcher.group("outcome").equals("ok"));
        }
      }
    }
    if (outcomes.isEmpty()) {
      throw new IOException("pg_regress ran no test: " + Files.readString(told));
    }
    return outcomes;
  }
}
