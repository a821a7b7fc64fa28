package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import io.pgveneer.routine.Routine;
import io.pgveneer.routine.RoutineAdapter;
import io.pgveneer.routine.RoutineAdapter.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the bodies of routines in step with the schema: asks what there is, and puts right what is
/// not as it should be.
///
/// Used by one connection, question after answer: where [#pending] gives a query, its rows go to
/// [#answered], and so on until it gives none.
final class RoutineKeeper {
  private static final Logger log = LoggerFactory.getLogger(RoutineKeeper.class);

  private enum Asked {
    NOTHING,
    ROUTINES,
    BODIES,
    CHANGES
  }

  private final String secret;
  private final Routines planning;

  /// Bodies by their digests, for all sessions.
  private final ConcurrentMap<String, String> bodies;

  private Asked asked = Asked.NOTHING;
  private List<Routine> routines = List.of();
  private @Nullable VirtualSchema schema;

  RoutineKeeper(String secret, Routines planning, ConcurrentMap<String, String> bodies) {
    this.secret = secret;
    this.planning = planning;
    this.bodies = bodies;
  }

  /// The schema has changed, or may have.
  void changed(VirtualSchema now) {
    schema = now;
    routines = List.of();
    asked = Asked.NOTHING;
  }

  boolean isBusy() {
    return schema != null;
  }

  /// Whether what [#pending] gave last changes routines.
  boolean isChanging() {
    return schema != null && asked == Asked.CHANGES;
  }

  /// The next query, or null where all is as it should be.
  @Nullable String pending() {
    VirtualSchema now = schema;
    if (now == null) {
      return null;
    }
    return switch (asked) {
      case NOTHING -> {
        asked = Asked.ROUTINES;
        yield Routine.query(secret);
      }
      case ROUTINES, BODIES -> {
        String query = unknownBodies();
        yield query == null ? changes(now) : query;
      }
      case CHANGES -> {
        schema = null;
        yield null;
      }
    };
  }

  private @Nullable String unknownBodies() {
    String oids =
        routines.stream()
            .filter(routine -> !bodies.containsKey(routine.body()))
            .map(routine -> Long.toString(routine.oid()))
            .collect(Collectors.joining(","));
    if (oids.isEmpty() || asked == Asked.BODIES) {
      return null;
    }
    asked = Asked.BODIES;
    return "SELECT md5(body), body FROM pgveneer.routine_bodies('"
        + secret
        + "', ARRAY["
        + oids
        + "]::oid[])";
  }

  private @Nullable String changes(VirtualSchema now) {
    Predicate<String> federated = Routines.federatedNames(now);
    List<Change> changes = new ArrayList<>();
    for (Routine routine : routines) {
      String body = bodies.get(routine.body());
      Change change =
          body == null
              ? null
              : RoutineAdapter.change(
                  routine,
                  body,
                  federated,
                  planning.planner(BodyNames.of(now, routine.searchPath())));
      if (change != null) {
        changes.add(change);
        tell(change);
      }
    }
    asked = Asked.CHANGES;
    if (changes.isEmpty()) {
      schema = null;
      return null;
    }
    return changes.stream()
        .map(change -> change.call(secret))
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static void tell(Change change) {
    if (change.impossible() != null) {
      log.warn(
          "routine {} will fail when it is called: {}",
          change.routine().name(),
          change.impossible());
    } else {
      log.debug("routine {} reads and writes merged rows", change.routine().name());
    }
  }

  /// @param rows the answer to what [#pending] gave last
  void answered(List<List<@Nullable String>> rows) {
    switch (asked) {
      case ROUTINES -> routines = rows.stream().map(Routine::of).toList();
      case BODIES ->
          bodies.putAll(
              rows.stream()
                  // else the routine has been dropped since it was listed
                  .filter(row -> row.get(0) != null && row.get(1) != null)
                  .collect(
                      Collectors.toMap(
                          row -> Objects.requireNonNull(row.get(0)),
                          row -> Objects.requireNonNull(row.get(1)),
                          (first, same) -> first)));
      case NOTHING, CHANGES -> {}
    }
  }
}
