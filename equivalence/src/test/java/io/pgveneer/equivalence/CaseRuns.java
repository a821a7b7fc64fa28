package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.fail;

import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.testkit.Postgresql;
import io.pgveneer.testkit.PostgresqlServer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/// Runs cases as tests, by the simple and by the extended protocol. One major after the other, or
/// each in a thread of its own.
final class CaseRuns implements AutoCloseable {
  private static final int SHOWN = 6;

  private final Map<Integer, Arena> arenas = new HashMap<>();
  private final Function<PostgresqlServer, Preview.Factory> factories;

  CaseRuns(Function<PostgresqlServer, Preview.Factory> factories) {
    this.factories = factories;
  }

  Stream<DynamicContainer> tests(String folder, int major, Predicate<Case> which) {
    return Stream.of(
        DynamicContainer.dynamicContainer(
            "PostgreSQL " + major,
            CaseFiles.in(folder).stream()
                .filter(subject -> subject.runsOn(major))
                .filter(which)
                .flatMap(subject -> tests(major, subject))));
  }

  private Stream<DynamicTest> tests(int major, Case subject) {
    return Stream.of(Mode.values())
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    subject.name() + " " + mode, () -> shouldAgree(major, subject, mode)));
  }

  private void shouldAgree(int major, Case subject, Mode mode) throws Exception {
    List<Difference> differences;
    Arena arena = arena(major);
    synchronized (arena) {
      differences = arena.run(subject, mode, SHOWN);
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

  private synchronized Arena arena(int major) throws SQLException {
    Arena arena = arenas.get(major);
    if (arena == null) {
      PostgresqlServer server = Postgresql.major(major);
      arena = new Arena(server, factories.apply(server));
      arenas.put(major, arena);
    }
    return arena;
  }

  @Override
  public void close() throws SQLException {
    for (Arena arena : arenas.values()) {
      arena.close();
    }
  }
}
