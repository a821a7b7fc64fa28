package io.pgveneer.wire.metrics;

import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Where the time of one session's statements goes: planning them, waiting for the fresh database's
/// first answer, passing the answers on. Of a pipeline, the first wait and the last answer count.
///
/// Threads: the session's.
public final class StatementClock {
  private final WireMetrics metrics;
  private final boolean runs;

  /// 0 where nothing is awaited.
  private long sent;

  /// 0 where no answer is being passed on.
  private long answered;

  public StatementClock(WireMetrics metrics) {
    this.metrics = metrics;
    this.runs = metrics.isTimed();
  }

  /// Measures the planning of a statement.
  public <T> T planning(Supplier<T> planner) {
    if (!runs) {
      return planner.get();
    }
    long begun = System.nanoTime();
    T planned = planner.get();
    record(metrics.rewrite(), begun, System.nanoTime());
    return planned;
  }

  /// The database has been sent what it answers to.
  public void sent() {
    if (runs && sent == 0 && answered == 0) {
      sent = System.nanoTime();
    }
  }

  /// The database answers.
  public void answered() {
    if (sent != 0) {
      answered = System.nanoTime();
      record(metrics.fresh(), sent, answered);
      sent = 0;
    }
  }

  /// The client has been told that the database is ready.
  public void ready() {
    if (answered != 0) {
      record(metrics.relay(), answered, System.nanoTime());
      answered = 0;
    }
  }

  private static void record(Timer timer, long from, long to) {
    timer.update(to - from, TimeUnit.NANOSECONDS);
  }
}
