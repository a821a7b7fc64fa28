package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.explore.SuiteInProduction;
import io.pgveneer.equivalence.run.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// PostgreSQL's own regression tests with what they build on in production: no statement of theirs
/// tells the preview from a copy, but for those that `suite-in-production.txt` gives a reason for.
///
/// `.ci/regress` fetches them. What was found is in `target/regress`.
final class SuiteInProductionIT {
  private static final Seen KNOWN = Seen.in(CaseFiles.RESOURCES.resolve("suite-in-production.txt"));

  private static int majorsPlayed;

  /// A regular expression; empty for all of them.
  private final String wanted = System.getProperty("pgveneer.case", "");

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldNotBeTellableFromACopy(int major) throws Exception {
    Path source = Path.of(System.getProperty("pgveneer.regress", ""), "postgresql-" + major);
    assumeTrue(Files.isDirectory(source.resolve("src")), ".ci/regress has not run");
    Path folder = Files.createDirectories(Path.of("target", "regress", "in-production-" + major));
    List<String> told = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();

    try (SuiteInProduction suite = new SuiteInProduction(source, major, KNOWN)) {
      for (String test : suite.tests()) {
        if (wanted.isEmpty() || test.matches(wanted)) {
          SuiteInProduction.Result result = suite.play(test);
          differences.addAll(result.differences());
          told.add(line(result));
          Files.write(folder.resolve("told.txt"), told);
          Files.writeString(folder.resolve("differences.txt"), reports(differences));
        }
      }
    }
    majorsPlayed++;
    assertThat(differences).isEmpty();
  }

  @AfterAll
  static void shouldKnowNothingThatNoLongerOccurs() {
    if (majorsPlayed == 2 && System.getProperty("pgveneer.case", "").isEmpty()) {
      assertThat(KNOWN.unseen()).isEmpty();
    }
  }

  private static String line(SuiteInProduction.Result result) {
    return "%s: %d statements played, %d refused, %d differ"
        .formatted(result.test(), result.played(), result.refused(), result.differences().size());
  }

  private static String reports(List<Difference> differences) {
    return differences.stream().map(Difference::report).collect(Collectors.joining("\n"));
  }
}
