package io.pgveneer.equivalence;

import io.pgveneer.equivalence.script.Case;
import io.pgveneer.testkit.Majors;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Each case with a second copy in place of the preview: what differs here is not fixed by
/// PostgreSQL, and the case proves nothing. Part of long runs only.
@EnabledIfSystemProperty(named = "pgveneer.minutes", matches = "[1-9]\\d*")
final class CopyAgainstCopyIT {
  private static final CaseRuns RUNS = new CaseRuns(_ -> new CopyFactory());

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItself() {
    return Majors.oldestAndNewest().stream()
        .flatMap(major -> RUNS.tests("cases", major, CopyAgainstCopyIT::isWholeTruth));
  }

  private static boolean isWholeTruth(Case subject) {
    return subject.steps().stream().noneMatch(step -> step.marks().known() != null);
  }

  @AfterAll
  static void close() throws SQLException {
    RUNS.close();
  }
}
