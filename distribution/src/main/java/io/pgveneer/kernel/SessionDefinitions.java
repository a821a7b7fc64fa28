package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows of a session's own definitions: the bodies of routines are adapted before its next
/// statement, and before its client hears of the commit, for until then others cannot call them.
final class SessionDefinitions {
  private final OwnDefinitions all;
  private final RoutineKeeper keeper;

  /// The stamps of those that are not settled.
  private final List<String> unsettled = new ArrayList<>();

  private boolean routinesOutdated;

  /// Of the schema that routines are being adapted to.
  private long epoch;

  SessionDefinitions(OwnDefinitions all, RoutineKeeper keeper) {
    this.all = all;
    this.keeper = keeper;
  }

  /// The session has defined something.
  ///
  /// @param stamp null for what is temporary
  void made(@Nullable String stamp) {
    outdated();
    if (stamp != null) {
      unsettled.add(stamp);
      all.made(stamp);
    }
  }

  /// Routines have to be looked at again, with the schema as it is then.
  void outdated() {
    routinesOutdated = true;
  }

  /// The session's transaction is over, and others have been told that the schema has changed.
  void ended() {
    all.ended(unsettled);
  }

  boolean areUnsettled() {
    return routinesOutdated || keeper.isBusy();
  }

  /// A query that must run first, or null where nothing is left to do.
  ///
  /// @param schema what was read after the last definition
  /// @param epochOfSchema as the session counts them
  @Nullable String pending(VirtualSchema schema, long epochOfSchema) {
    if (routinesOutdated) {
      routinesOutdated = false;
      epoch = epochOfSchema;
      keeper.changed(schema);
    }
    return keeper.pending();
  }

  /// Whether routines were about to be changed by what others have redefined since. Who did so
  /// changes them by what came of it: the schema has to be read first.
  boolean areOvertaken(long epochNow) {
    return keeper.isChanging() && epoch != epochNow;
  }

  /// @param rows the answer to what [#pending] gave last
  void answered(List<List<@Nullable String>> rows) {
    keeper.answered(rows);
  }

  /// Nothing is left to do, and no transaction open.
  void settled() {
    if (!unsettled.isEmpty()) {
      all.settled(unsettled);
      unsettled.clear();
    }
  }

  /// The session ends, and leaves what it could not see to.
  ///
  /// @return whether there was something
  boolean abandon() {
    all.forget(unsettled);
    return !unsettled.isEmpty();
  }
}
