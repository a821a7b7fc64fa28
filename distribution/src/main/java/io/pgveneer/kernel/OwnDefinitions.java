package io.pgveneer.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The definitions that this kernel's own sessions have made, by the stamp that the overlay gives
/// each: they see to these themselves. Who hears of a commit has to do it for them only where a
/// session did not come to it. Thread-safe.
final class OwnDefinitions {
  /// Those that were rolled back are never heard of; who is forgotten costs a reading.
  private static final int KEPT = 1_000;

  private static final long PATIENCE_NANOS = 1_000_000_000;

  /// Where a definition is: until it is heard of, and until it is settled.
  private record State(boolean settled, @Nullable Long heardAt) {
    private static final State MADE = new State(false, null);
    private static final State SETTLED = new State(true, null);
  }

  private final Map<String, State> states =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
          return size() > KEPT;
        }
      };

  private final LongSupplier nanoTime;

  /// @param nanoTime a clock in nanoseconds
  OwnDefinitions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// A session has made it, in its transaction.
  synchronized void made(String stamp) {
    states.put(stamp, State.MADE);
  }

  /// The session's transaction is over, and all is in order that depends on what it defined.
  synchronized void settled(Collection<String> stamps) {
    for (String stamp : stamps) {
      states.computeIfPresent(
          stamp, (key, state) -> state.heardAt() == null ? State.SETTLED : null);
    }
  }

  /// The session is gone, and its transaction over or not.
  synchronized void forget(Collection<String> stamps) {
    stamps.forEach(states::remove);
  }

  /// It is committed.
  ///
  /// @return whether one of our sessions has made it
  synchronized boolean heard(String stamp) {
    @Nullable State state = states.get(stamp);
    if (state != null && state.settled()) {
      states.remove(stamp);
    } else if (state != null) {
      states.put(stamp, new State(false, nanoTime.getAsLong()));
    }
    return state != null;
  }

  /// Whether one that was heard of has not been settled in time; told once.
  synchronized boolean areOverdue() {
    long now = nanoTime.getAsLong();
    return states
        .values()
        .removeIf(state -> state.heardAt() != null && now - state.heardAt() > PATIENCE_NANOS);
  }
}
