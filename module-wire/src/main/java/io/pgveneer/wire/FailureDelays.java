package io.pgveneer.wire;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How much later failed log-ins are told, by the address they come from. Thread-safe.
///
/// Log-ins that succeed are never slowed: many clients may share an address with one that guesses.
final class FailureDelays {
  private static final int ADDRESSES = 10_000;
  private static final int DOUBLINGS = 6;
  private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  private record Failures(int count, long last) {}

  private final Duration first;
  private final LongSupplier nanoTime;
  private final Map<InetAddress, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  FailureDelays(Duration first, LongSupplier nanoTime) {
    this.first = first;
    this.nanoTime = nanoTime;
  }

  /// Counts a failure.
  ///
  /// @return how long to keep it from the client
  synchronized Duration failed(InetAddress address) {
    if (first.isZero()) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    Failures before = failures.get(address);
    int count = before == null || now - before.last() > MEMORY_NANOS ? 0 : before.count();
    failures.put(address, new Failures(Math.min(count + 1, DOUBLINGS), now));
    return first.multipliedBy(1L << count);
  }
}
