package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.equivalence.explore.Explorer;
import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/// Cases that nobody wrote: a short run with a fixed seed and one with a fresh seed in every build,
/// a long one with `-Dminutes`.
///
/// What a fresh seed finds in a short run is told, and does not fail the build: no change is to
/// blame for it, and a build must not fail by chance.
final class ExploreIT {
  private static final Path FOUND = Path.of("target", "found");
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final long FIXED_SEED = 1;

  /// What the fixed seed plays must not depend on how quick the machine is.
  private static final int SCHEMAS = 3;

  /// Rounds for each schema: in a build, and in a long run.
  private static final int FEW = 6;

  private static final int MANY = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TestFactory
  @Tag("every-build")
  Stream<DynamicTest> shouldFindNoNewDifference(TestReporter reporter) {
    List<Integer> majors = Majors.oldestAndNewest();
    long minutes = Long.getLong("pgveneer.minutes", 0);
    Duration each = minutes == 0 ? SHORT : Duration.ofMinutes(minutes).dividedBy(majors.size());
    String given = System.getProperty("pgveneer.seed", "");
    int rounds = minutes == 0 ? FEW : MANY;
    boolean fails = minutes > 0 || !given.isEmpty();
    long seed =
        given.isEmpty()
            ? RandomGenerator.getDefault().nextLong(1_000_000_000)
            : Long.parseLong(given);
    return majors.stream()
        .flatMap(
            major ->
                Stream.concat(
                    minutes > 0 ? Stream.empty() : Stream.of(fixed(major, reporter)),
                    Stream.of(
                        test(
                            new Run(major, seed, Integer.MAX_VALUE, rounds, each),
                            fails,
                            reporter))));
  }

  private static DynamicTest fixed(int major, TestReporter reporter) {
    return test(new Run(major, FIXED_SEED, SCHEMAS, FEW, PATIENCE), true, reporter);
  }

  /// @param schemas at most so many, and for at most that time
  private record Run(int major, long seed, int schemas, int rounds, Duration time) {
    String report() {
      return "report-" + major + "-" + seed + ".txt";
    }
  }

  private static DynamicTest test(Run run, boolean fails, TestReporter reporter) {
    return DynamicTest.dynamicTest(
        "PostgreSQL " + run.major() + ", seed " + run.seed(),
        () -> {
          Map<String, Integer> found = explore(run, new ProductLayer(), reporter);
          if (fails) {
            assertThat(found).as("see %s", FOUND.resolve(run.report())).isEmpty();
          } else if (!found.isEmpty()) {
            reporter.publishEntry(
                "FOUND BY A FRESH SEED",
                "PostgreSQL "
                    + run.major()
                    + ", -Dseed="
                    + run.seed()
                    + ": "
                    + found
                    + ", see "
                    + FOUND);
          }
        });
  }

  /// What two copies show differently is not fixed by PostgreSQL, and must not be generated.
  @TestFactory
  Stream<DynamicTest> shouldAgreeWithItself(TestReporter reporter) {
    return Majors.oldestAndNewest().stream()
        .map(
            major ->
                DynamicTest.dynamicTest(
                    "PostgreSQL " + major,
                    () ->
                        assertThat(
                                explore(
                                    new Run(major, FIXED_SEED, SCHEMAS, FEW, PATIENCE),
                                    new CopyFactory(),
                                    reporter))
                            .isEmpty()));
  }

  private static Map<String, Integer> explore(
      Run run, Preview.Factory factory, TestReporter reporter)
      throws IOException, SQLException, InterruptedException {
    StringBuffer report = new StringBuffer();
    try (PostgresqlServer server = PostgresqlServer.start(run.major())) {
      Seen seen = Seen.in(CaseFiles.RESOURCES.resolve("cases-open/seen.txt"));
      Explorer explorer =
          new Explorer(server, factory, seen, FOUND, line -> report.append(line).append('\n'));

      Map<String, Integer> found =
          explorer.explore(run.seed(), run.schemas(), run.rounds(), run.time());

      Files.createDirectories(FOUND);
      Files.writeString(FOUND.resolve(run.report()), report + explorer.errors());
      reporter.publishEntry(
          "PostgreSQL " + run.major() + ", seed " + run.seed(), report.toString());
      return found;
    }
  }
}
