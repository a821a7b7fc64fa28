package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.fail;

import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.testkit.Postgresql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/// Runs cases as tests, by the simple and by the extended protocol: several at once where the class
/// of tests lets them, for what a case takes is mostly waiting.
final class CaseRuns {
  private static final int SHOWN = 6;

  private final Map<Integer, Arena> arenas = new HashMap<>();
  private final Preview.Factory previews;

  CaseRuns(Preview.Factory previews) {
    this.previews = previews;
  }

  DynamicContainer tests(String folder, int major, BiPredicate<Case, Mode> which) {
    return DynamicContainer.dynamicContainer(
        "PostgreSQL " + major,
        CaseFiles.in(folder).stream()
            .filter(subject -> subject.runsOn(major))
            .flatMap(subject -> tests(major, subject, which)));
  }

  private Stream<DynamicTest> tests(int major, Case subject, BiPredicate<Case, Mode> which) {
    return Stream.of(Mode.values())
        .filter(mode -> which.test(subject, mode))
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    subject.name() + " " + mode, () -> shouldAgree(major, subject, mode)));
  }

  private void shouldAgree(int major, Case subject, Mode mode) throws Exception {
    List<Difference> differences = arena(major).run(subject, mode, SHOWN);
    if (!differences.isEmpty()) {
      fail(
          "%s on PostgreSQL %d, %s%n%s",
          subject.name(),
          major,
          mode,
          differences.stream().map(Difference::report).collect(Collectors.joining("\n")));
    }
  }

  private synchronized Arena arena(int major) throws SQLException {
    Arena arena = arenas.get(major);
    if (arena == null) {
      arena = new Arena(Postgresql.major(major), previews);
      arenas.put(major, arena);
    }
    return arena;
  }
}
