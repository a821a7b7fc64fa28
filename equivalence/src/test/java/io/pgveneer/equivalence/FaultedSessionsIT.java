package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.faults.FaultRun;
import io.pgveneer.testkit.Majors;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/// Connections, fresh, production and the proxy are cut, crashed and killed while sessions are at
/// work: a short run with a fixed seed in every build, a longer one with `-Dminutes` and `-Dseed`.
final class FaultedSessionsIT {
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final long FIXED_SEED = 1;

  /// A long run explores for the most part.
  private static final int PART = 5;

  @TestFactory
  Stream<DynamicTest> shouldLoseNothingAcknowledgedAndKeepNothingElse(TestReporter reporter) {
    List<Integer> majors = Majors.oldestAndNewest();
    long minutes = Long.getLong("pgveneer.minutes", 0);
    Duration each =
        minutes == 0 ? SHORT : Duration.ofMinutes(minutes).dividedBy((long) PART * majors.size());
    String given = System.getProperty("pgveneer.seed", "");
    long seed = given.isEmpty() ? FIXED_SEED : Long.parseLong(given);
    return majors.stream()
        .map(
            major ->
                DynamicTest.dynamicTest(
                    "PostgreSQL " + major + ", seed " + seed,
                    () -> play(major, seed, each, reporter)));
  }

  private static void play(int major, long seed, Duration time, TestReporter reporter)
      throws IOException, SQLException {
    Seen seen = Seen.in(CaseFiles.RESOURCES.resolve("cases-open/seen.txt"));
    List<String> told = new ArrayList<>();
    try (FaultRun run = new FaultRun(major, seen, Path.of("target", "found"), told::add)) {
      List<String> problems = run.run(seed, time);

      reporter.publishEntry("PostgreSQL " + major + ", seed " + seed, run.report());
      assertThat(problems).isEmpty();
    }
  }
}
