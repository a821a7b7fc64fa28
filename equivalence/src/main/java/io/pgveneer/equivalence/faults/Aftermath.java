package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.ProductionSeal;
import io.pgveneer.equivalence.run.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What must hold when a fault is over and all sessions have ended.
final class Aftermath {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int PRODUCTION_CONNECTIONS = 6;

  /// For each table with a key, how many rows show both from upper and from lower.
  private static final String TWICE =
      """
      SELECT format('SELECT %L, count(*) FROM pgveneer_overlay.unmasked_%s l JOIN %s u ON %s',
                    r.relid::regclass, r.relid, r.relid::regclass,
                    (SELECT string_agg(format('l.%1$I = u.%1$I', k), ' AND ') FROM unnest(pgveneer.key_names(r.relid)) k))
      FROM pgveneer.relation r
      WHERE cardinality(r.key) > 0 AND NOT r.opaque AND r.tree IS NULL
        AND NOT EXISTS (SELECT FROM unnest(pgveneer.key_names(r.relid)) k WHERE k LIKE 'pgveneer_key_%')
      """;

  private final Ground ground;
  private final Seen seen;
  private final String seal;

  /// @param seen differences that are known
  Aftermath(Ground ground, Seen seen) throws IOException {
    this.ground = ground;
    this.seen = seen;
    this.seal = ProductionSeal.contents(ground.productionDatabase());
  }

  /// Waits until none of these server processes of fresh is left.
  ///
  /// @return what is left of them
  List<String> leftovers(Set<Integer> processes) throws IOException {
    String numbers = processes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    List<String> left =
        processes.isEmpty()
            ? List.of()
            : await(
                () ->
                    ground.askFresh(
                        "SELECT concat_ws(' ', state, wait_event, left(query, 200)) FROM pg_stat_activity WHERE pid IN ("
                            + numbers
                            + ")"));
    List<String> problems =
        new ArrayList<>(left.stream().map(query -> "left on fresh: " + query).toList());
    List<String> there =
        await(
            () -> {
              List<List<String>> rows =
                  ground.askProduction(
                      "SELECT concat_ws(' ', application_name, state, left(query, 80)) FROM pg_stat_activity WHERE usename = 'reader'");
              return rows.size() > PRODUCTION_CONNECTIONS ? rows : List.of();
            });
    there.forEach(query -> problems.add("left on production: " + query));
    return problems;
  }

  /// Asks for something that should come to nothing.
  private interface Question {
    List<List<String>> ask() throws IOException;
  }

  private static List<String> await(Question question) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<List<String>> rows = question.ask();
      if (rows.isEmpty() || System.nanoTime() > end) {
        return rows.stream().map(List::getFirst).toList();
      }
    }
  }

  /// Whether preview and copy hold the same, sequences left aside.
  boolean isSame(Mode mode) throws IOException {
    return differences(mode).stream()
        .allMatch(difference -> difference.sql().startsWith("SELECT last_value"));
  }

  /// Compares all that is there; the copy's sequences first follow the preview's, which a crash may
  /// have moved on.
  List<String> problems(Mode mode) throws IOException {
    List<String> problems = new ArrayList<>();
    Headroom.align(ground.freshDatabase(), ground.copyDatabase());
    differences(mode).forEach(difference -> problems.add(difference.report()));
    try (RawClient client = RawClient.open(ground.freshDatabase(), PATIENCE)) {
      for (List<String> query : Stage.rows(client, TWICE)) {
        for (List<String> row : Stage.rows(client, query.getFirst())) {
          if (!row.getLast().equals("0")) {
            problems.add("rows that show twice: " + row);
          }
        }
      }
    }
    if (!ProductionSeal.contents(ground.productionDatabase()).equals(seal)) {
      problems.add("production has changed");
    }
    return problems;
  }

  private List<Difference> differences(Mode mode) throws IOException {
    try (Play play =
        new Play(
            ground.copyDatabase(), ground.freshDatabase(), ground.preview(), mode, _ -> false)) {
      return play.end().stream().filter(difference -> !seen.contains(difference)).toList();
    }
  }
}
