package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Majors;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Cases on a preview and on a copy, several at once: in every build, where time is short, half of
/// them, each on one major by one protocol; with the profile `equivalence` all, on both by both.
@Tag("every-build")
@Execution(ExecutionMode.CONCURRENT)
final class CasesIT {
  private static final boolean WHOLE = Boolean.getBoolean("pgveneer.whole");
  private static final CaseRuns RUNS = new CaseRuns(new ProductLayer());

  @TestFactory
  Stream<DynamicContainer> shouldNotBeTellableFromACopy() {
    String folder = Boolean.getBoolean("pgveneer.open") ? "cases-open" : "cases";
    return Majors.oldestAndNewest().stream()
        .map(
            major ->
                RUNS.tests(
                    folder, major, (subject, mode) -> WHOLE || isPlayed(subject, major, mode)));
  }

  private static boolean isPlayed(Case subject, int major, Mode mode) {
    List<Integer> majors = Majors.oldestAndNewest().stream().filter(subject::runsOn).toList();
    List<Mode> modes = List.of(Mode.values());
    int ways = majors.size() * modes.size();
    int way = Math.floorMod(subject.name().hashCode(), 2 * ways);
    return way < ways
        && major == majors.get(way / modes.size())
        && mode == modes.get(way % modes.size());
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
}
