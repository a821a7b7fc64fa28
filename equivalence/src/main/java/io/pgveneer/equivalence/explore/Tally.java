package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.run.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run has seen so far.
///
/// Threads: any.
final class Tally {
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Integer> errors = new TreeMap<>();
  private int schemas;
  private int rounds;

  synchronized void schema() {
    schemas++;
  }

  synchronized void round() {
    rounds++;
  }

  synchronized int schemas() {
    return schemas;
  }

  synchronized void add(Verdict verdict) {
    verdicts.merge(verdict, 1, Integer::sum);
  }

  synchronized void refusal(String message) {
    refusals.merge(
        message
            .replaceAll("\"[^\"]*\"", "\"…\"")
            .replaceAll("table [^ \"]+", "table …")
            .replaceAll("\\d+", "#"),
        1,
        Integer::sum);
  }

  synchronized void error(String message) {
    errors.merge(
        message.replaceAll("\"[^\"]*\"", "\"…\"").replaceAll("\\d+", "#"), 1, Integer::sum);
  }

  synchronized int statements() {
    return verdicts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Shares are of the statements that were played.
  synchronized String report() {
    int all = Math.max(1, statements());
    int failed = verdicts.getOrDefault(Verdict.SAME_ERROR, 0);
    int refused = verdicts.getOrDefault(Verdict.REFUSED, 0);
    return String.format(
            "%d statements in %d rounds over %d schemas: %.1f %% succeed on the copy, %.1f %% refused by the preview%n",
            all, rounds, schemas, 100.0 * (all - failed - refused) / all, 100.0 * refused / all)
        + "verdicts: "
        + verdicts
        + "\n"
        + most("refused", refusals, 30);
  }

  synchronized String errors() {
    return most("errors on both sides", errors, 40);
  }

  private static String most(String title, Map<String, Integer> counts, int limit) {
    return title
        + ":\n"
        + counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(limit)
            .map(entry -> "  " + entry.getValue() + " × " + entry.getKey() + "\n")
            .collect(Collectors.joining());
  }
}
