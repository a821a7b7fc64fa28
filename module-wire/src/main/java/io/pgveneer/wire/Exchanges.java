package io.pgveneer.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was sent to the backend and is not answered yet, in order.
final class Exchanges {
  /// A client that reads nothing could have as many as its small messages fit into all buffers on
  /// the way: a million.
  static final int LIMIT = 4_096;

  private final ArrayDeque<Exchange> queue = new ArrayDeque<>();
  private int barriers;
  private int blockers;
  private int endings;
  private int executing;
  private int hidden;

  void add(Exchange exchange) {
    queue.addLast(exchange);
    barriers += exchange.isBarrier() ? 1 : 0;
    blockers += exchange.isBlocker() ? 1 : 0;
    endings += exchange.mayEndTransaction() ? 1 : 0;
    executing += exchange.kind == Exchange.Kind.EXECUTE ? 1 : 0;
    hidden += exchange.kind == Exchange.Kind.HIDDEN ? 1 : 0;
  }

  @Nullable Exchange head() {
    return queue.peekFirst();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// The transaction may end before what is sent next runs.
  boolean mayEndTransaction() {
    return endings > 0;
  }

  /// The client's next message has to wait for answers.
  boolean isFull() {
    return queue.size() >= LIMIT;
  }

  boolean hasBarrier() {
    return barriers > 0;
  }

  boolean hasBlocker() {
    return blockers > 0;
  }

  /// A command of the client's has been sent that is not known to have completed.
  boolean isExecuting() {
    return executing > 0;
  }

  /// A command may have run, be it one of ours, whose answer has not come.
  boolean mayHaveRun() {
    return executing + hidden > 0;
  }

  /// One more answer of the head has come.
  void answered() {
    Exchange head = queue.peekFirst();
    if (head != null && head.answered()) {
      poll();
      head.finished();
    }
  }

  /// The backend is ready: what ends with that is over, and what stands before it was never
  /// answered.
  ///
  /// @return the exchange that ended, null where none was awaited
  @Nullable Exchange ready() {
    Exchange next = poll();
    while (next != null && !next.endsWithReady()) {
      next.skipped();
      next = poll();
    }
    return next;
  }

  /// The head failed: the backend now skips all up to the next Sync.
  ///
  /// @return whether that Sync has been sent
  boolean failed(String sqlState, String message) {
    Exchange failed = poll();
    List<Exchange> skipped = new ArrayList<>();
    while (!queue.isEmpty() && queue.getFirst().kind != Exchange.Kind.SYNC) {
      skipped.add(take());
    }
    for (Exchange exchange : skipped.reversed()) {
      exchange.skipped();
    }
    if (failed != null) {
      failed.failed(sqlState, message);
    }
    return !queue.isEmpty();
  }

  /// While COPY takes data the backend ignores Sync.
  ///
  /// @return whether it ignores one that has been sent
  boolean copyBegins() {
    return queue.removeIf(
        exchange -> {
          boolean sync = exchange.kind == Exchange.Kind.SYNC;
          endings -= sync ? 1 : 0;
          return sync;
        });
  }

  private Exchange take() {
    Exchange exchange = queue.removeFirst();
    barriers -= exchange.isBarrier() ? 1 : 0;
    blockers -= exchange.isBlocker() ? 1 : 0;
    endings -= exchange.mayEndTransaction() ? 1 : 0;
    executing -= exchange.kind == Exchange.Kind.EXECUTE ? 1 : 0;
    hidden -= exchange.kind == Exchange.Kind.HIDDEN ? 1 : 0;
    return exchange;
  }

  private @Nullable Exchange poll() {
    return queue.isEmpty() ? null : take();
  }
}
