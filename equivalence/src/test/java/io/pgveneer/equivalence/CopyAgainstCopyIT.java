package io.pgveneer.equivalence;

import io.pgveneer.equivalence.script.Case;
import io.pgveneer.testkit.Majors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Each case with a second copy in place of the preview: what differs here is not fixed by
/// PostgreSQL, and the case proves nothing. Part of long runs only.
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfSystemProperty(named = "pgveneer.minutes", matches = "[1-9]\\d*")
final class CopyAgainstCopyIT {
  private static final CaseRuns RUNS = new CaseRuns(new CopyFactory());

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItself() {
    return Majors.oldestAndNewest().stream()
        .map(major -> RUNS.tests("cases", major, (subject, _) -> isWholeTruth(subject)));
  }

  private static boolean isWholeTruth(Case subject) {
    return subject.steps().stream().noneMatch(step -> step.marks().known() != null);
  }
}
