package io.pgveneer.equivalence.generate;

import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Makes a case smaller for as long as it still shows what is looked for: Zeller's delta debugging,
/// over the statements first and the set-up then.
public final class Minimiser {
  private final Predicate<Case> shows;
  private int attempts;

  /// @param shows whether a case still shows it; one that cannot run does not
  /// @param attempts at most so many cases are tried
  public Minimiser(Predicate<Case> shows, int attempts) {
    this.shows = shows;
    this.attempts = attempts;
  }

  /// @param subject shows it
  public Case minimise(Case subject) {
    Case fewer = minimiseSteps(subject);
    List<String> setup = Statements.split(fewer.setup());
    return reduce(
        fewer,
        setup,
        statements ->
            fewer.withSetup(
                statements.stream().map(sql -> sql + ";\n").collect(Collectors.joining())));
  }

  /// Leaves its set-up as it is, for which trying is slow.
  public Case minimiseSteps(Case subject) {
    return reduce(subject, subject.steps(), subject::with);
  }

  private <T> Case reduce(Case subject, List<T> all, Function<List<T>, Case> with) {
    List<T> kept = new ArrayList<>(all);
    Case smallest = subject;
    for (int chunk = Math.max(1, kept.size() / 2); chunk > 0; chunk /= 2) {
      int start = kept.size() - chunk;
      while (start > -chunk && attempts > 0) {
        int from = Math.max(0, start);
        List<T> candidate = new ArrayList<>(kept);
        candidate.subList(from, Math.min(kept.size(), start + chunk)).clear();
        Case tried = with.apply(List.copyOf(candidate));
        attempts--;
        if (shows.test(tried)) {
          kept = candidate;
          smallest = tried;
        }
        start -= chunk;
      }
    }
    return smallest;
  }
}
