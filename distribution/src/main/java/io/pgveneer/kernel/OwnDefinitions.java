package io.pgveneer.kernel;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The definitions that this kernel's own sessions have made, by the stamp that the overlay gives
/// each: they see to what follows themselves. Who hears of a commit has to do it for them only
/// where a session did not come to it. Thread-safe.
final class OwnDefinitions {
  /// Those that were rolled back are never heard of; to forget one costs a reading.
  private static final int KEPT = 1_000;

  /// A session hears of its commit as soon as others do, unless a procedure goes on after it.
  private static final long PATIENCE_TO_END = Duration.ofMillis(5).toNanos();

  private static final long PATIENCE_TO_SETTLE = Duration.ofSeconds(1).toNanos();

  private enum Stage {
    MADE,
    ENDED,
    SETTLED
  }

  private static final class Definition {
    private Stage stage = Stage.MADE;
    private @Nullable Long heardAt;

    boolean isOverdue(long now) {
      return heardAt != null
          && now - heardAt > (stage == Stage.MADE ? PATIENCE_TO_END : PATIENCE_TO_SETTLE);
    }
  }

  private final Map<String, Definition> definitions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
          return size() > KEPT;
        }
      };

  private final LongSupplier nanoTime;

  /// Something was committed that its session did not come to see to.
  private boolean abandoned;

  /// @param nanoTime a clock in nanoseconds
  OwnDefinitions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// A session has made it, in its transaction.
  synchronized void made(String stamp) {
    definitions.put(stamp, new Definition());
  }

  /// The session knows that its transaction is over, and has told the kernel's others.
  synchronized void ended(Collection<String> stamps) {
    reach(Stage.ENDED, stamps);
  }

  /// All is in order that depends on it.
  synchronized void settled(Collection<String> stamps) {
    reach(Stage.SETTLED, stamps);
  }

  private void reach(Stage stage, Collection<String> stamps) {
    for (String stamp : stamps) {
      Definition definition = definitions.get(stamp);
      if (definition != null) {
        definition.stage = stage;
        forgetIfOver(stamp, definition);
      }
    }
  }

  private void forgetIfOver(String stamp, Definition definition) {
    if (definition.stage == Stage.SETTLED && definition.heardAt != null) {
      definitions.remove(stamp);
    }
  }

  /// The session is gone, and its transaction over or not.
  synchronized void forget(Collection<String> stamps) {
    for (String stamp : stamps) {
      Definition definition = definitions.remove(stamp);
      abandoned |= definition != null && definition.heardAt != null;
    }
  }

  /// It is committed.
  ///
  /// @return whether one of our sessions has made it
  synchronized boolean heard(String stamp) {
    Definition definition = definitions.get(stamp);
    if (definition == null) {
      return false;
    }
    definition.heardAt = nanoTime.getAsLong();
    forgetIfOver(stamp, definition);
    return true;
  }

  /// Whether one that was heard of has not been seen to in time; told once.
  synchronized boolean areOverdue() {
    long now = nanoTime.getAsLong();
    boolean overdue = definitions.values().removeIf(definition -> definition.isOverdue(now));
    overdue |= abandoned;
    abandoned = false;
    return overdue;
  }
}
