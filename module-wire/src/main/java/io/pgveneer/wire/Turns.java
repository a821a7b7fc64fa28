package io.pgveneer.wire;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Lets a few connect at once; the others wait for their turn, in their order. Thread-safe.
///
/// A server's kernel holds only so many connections that the server has not looked at yet, and
/// loses those of a storm: they would try again ever more slowly, until their time is up.
final class Turns {
  private final int limit;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  Turns(int limit) {
    this.limit = limit;
  }

  /// Takes a turn, which is to be given back once, and starts what waited for it.
  ///
  /// @param loop the thread that calls, on which it starts
  void take(EventLoop loop, Runnable start) {
    if (isFree(() -> loop.execute(start))) {
      start.run();
    }
  }

  private synchronized boolean isFree(Runnable later) {
    if (taken == limit) {
      waiting.addLast(later);
      return false;
    }
    taken++;
    return true;
  }

  void giveBack() {
    Runnable next = next();
    if (next != null) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting.pollFirst();
    taken -= next == null ? 1 : 0;
    return next;
  }
}
