package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Majors;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Each case on a preview and on a copy. Two majors at once: each has a server of its own.
@Execution(ExecutionMode.CONCURRENT)
final class CasesIT {
  private static final CaseRuns RUNS = new CaseRuns(CasesIT::previews);

  private static ProductLayer previews(Object server) {
    return new ProductLayer();
  }

  @TestFactory
  Stream<DynamicContainer> shouldNotBeTellableFromACopyOnTheOldestMajor() {
    return tests(Majors.oldest());
  }

  @TestFactory
  Stream<DynamicContainer> shouldNotBeTellableFromACopyOnTheNewestMajor() {
    return Majors.newest() == Majors.oldest() ? Stream.empty() : tests(Majors.newest());
  }

  private static Stream<DynamicContainer> tests(int major) {
    return RUNS.tests(
        Boolean.getBoolean("pgveneer.open") ? "cases-open" : "cases", major, _ -> true);
  }

  @Test
  void shouldUseEachKnownDifferenceAndListEachUsed() {
    Set<String> listed = KnownDifferences.ids();

    Set<String> used =
        Stream.of("cases", "cases-open")
            .flatMap(folder -> CaseFiles.all(folder).stream())
            .flatMap(CasesIT::known)
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(listed);
  }

  private static Stream<String> known(Case subject) {
    List<Step> steps = subject.steps();
    return steps.stream().map(step -> step.marks().known()).filter(Objects::nonNull);
  }

  @AfterAll
  static void close() throws SQLException {
    RUNS.close();
  }
}
