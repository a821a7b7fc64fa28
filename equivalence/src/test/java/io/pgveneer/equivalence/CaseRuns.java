package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.fail;

import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.testkit.Postgresql;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Runs cases as tests, by the simple and by the extended protocol: several at once where the class
/// of tests lets them, for what a case takes is mostly waiting. Each thread has databases of its
// own.
final class CaseRuns implements AutoCloseable {
  private static final int SHOWN = 6;

  /// Those that no case is running on, by major.
  private final Map<Integer, Deque<Arena>> idle = new HashMap<>();

  private final Preview.Factory previews;

  CaseRuns(Preview.Factory previews) {
    this.previews = previews;
  }

  DynamicContainer tests(String folder, int major, BiPredicate<Case, Mode> which) {
    return DynamicContainer.dynamicContainer(
        "PostgreSQL " + major,
        CaseFiles.in(folder).stream()
            .filter(subject -> subject.runsOn(major))
            .map(subject -> test(major, subject, which)));
  }

  private DynamicContainer test(int major, Case subject, BiPredicate<Case, Mode> which) {
    return DynamicContainer.dynamicContainer(
        container ->
            container
                .displayName(subject.name())
                // one after the other they share what was set up
                .childExecutionMode(ExecutionMode.SAME_THREAD)
                .children(
                    Stream.of(Mode.values())
                        .filter(mode -> which.test(subject, mode))
                        .map(
                            mode ->
                                DynamicTest.dynamicTest(
                                    mode.toString(), () -> shouldAgree(major, subject, mode)))));
  }

  private void shouldAgree(int major, Case subject, Mode mode) throws Exception {
    Arena arena = take(major);
    List<Difference> differences;
    try {
      differences = arena.run(subject, mode, SHOWN);
    } finally {
      give(major, arena);
    }
    if (!differences.isEmpty()) {
      fail(
          "%s on PostgreSQL %d, %s%n%s",
          subject.name(),
          major,
          mode,
          differences.stream().map(Difference::report).collect(Collectors.joining("\n")));
    }
  }

  private synchronized Arena take(int major) throws SQLException {
    Arena arena = idle(major).poll();
    return arena == null ? new Arena(Postgresql.major(major), previews) : arena;
  }

  private synchronized void give(int major, Arena arena) {
    idle(major).push(arena);
  }

  private Deque<Arena> idle(int major) {
    return idle.computeIfAbsent(major, _ -> new ArrayDeque<>());
  }

  @Override
  public synchronized void close() throws SQLException {
    for (Deque<Arena> arenas : idle.values()) {
      for (Arena arena : arenas) {
        arena.close();
      }
    }
  }
}
