package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's own regression tests, run by its own `pg_regress` in a database that exists.
///
/// What passes is for `pg_regress` to say: it knows which outputs are right.
public final class RegressionSuite {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// As the majors up to 15, and those from 16 on, print it.
  private static final Pattern OUTCOME =
      Pattern.compile(
          "(?:test)?\\s+(\\w+)\\s+\\.\\.\\. (ok|FAILED|failed).*"
              + "|test\\s+(\\w+)\\s+\\.\\.\\. (ok|FAILED|failed).*"
              + "|(ok|not ok) \\d+\\s+[-+] (\\w+)\\s.*");

  private final Path source;

  /// @param source PostgreSQL's source, with `src/test/regress` and `src/bin/psql` built
  public RegressionSuite(Path source) {
    this.source = source;
  }

  /// Runs all tests, or those of a schedule of one's own.
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
    Path tests = source.resolve("src/test/regress");
    List<String> command = new ArrayList<>();
    command.add(tests.resolve("pg_regress").toString());
    command.add("--use-existing");
    command.add("--max-concurrent-tests=20");
    command.add("--inputdir=" + tests);
    command.add("--dlpath=" + tests);
    command.add("--outputdir=" + folder);
    command.add("--bindir=" + source.resolve("src/bin/psql"));
    command.add("--schedule=" + tests.resolve("parallel_schedule"));
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
      Matcher matcher = OUTCOME.matcher(line);
      if (matcher.matches()) {
        if (matcher.group(6) != null) {
          outcomes.put(matcher.group(6), matcher.group(5).equals("ok"));
        } else if (matcher.group(3) != null) {
          outcomes.put(matcher.group(3), matcher.group(4).equals("ok"));
        } else {
          outcomes.put(matcher.group(1), matcher.group(2).equals("ok"));
        }
      }
    }
    if (outcomes.isEmpty()) {
      throw new IOException("pg_regress ran no test: " + Files.readString(told));
    }
    return outcomes;
  }
}
