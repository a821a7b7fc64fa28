package io.pgveneer.distribution;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs each step of start-up with its duration.
final class StartupLog {
  private static final Logger LOG = LoggerFactory.getLogger(Pgveneer.class);

  private final long begun = System.nanoTime();

  /// Runs a step and logs what came of it.
  ///
  /// @param told turns the step's result into words
  <T> T step(String name, Supplier<T> work, Function<T, String> told) {
    long start = System.nanoTime();
    T result = work.get();
    LOG.info("{} ms  {}: {}", padded(millisSince(start)), name, told.apply(result));
    return result;
  }

  void finished() {
    LOG.info("{} ms  in all", padded(millisSince(begun)));
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private static String padded(long millis) {
    String text = Long.toString(millis);
    return " ".repeat(Math.max(0, 6 - text.length())) + text;
  }
}
