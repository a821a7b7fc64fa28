package io.pgveneer.equivalence;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/// Each case with a second copy in place of the preview: what differs here is not fixed by
/// PostgreSQL, and the case proves nothing.
final class CopyAgainstCopyIT {
  private static final CaseRuns RUNS = new CaseRuns(_ -> new CopyFactory());

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItself() {
    return RUNS.tests("cases");
  }

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItselfWhereOpen() {
    return RUNS.tests("cases-open");
  }

  @AfterAll
  static void close() throws SQLException {
    RUNS.close();
  }
}
