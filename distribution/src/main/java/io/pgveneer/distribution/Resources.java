package io.pgveneer.distribution;

import java.util.ArrayDeque;
import java.util.Deque;

/// What start-up opened, to be closed in the opposite order.
final class Resources implements AutoCloseable {

  /// Something that closes without a checked exception.
  interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Resource> open = new ArrayDeque<>();

  synchronized void add(Resource resource) {
    open.push(resource);
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
