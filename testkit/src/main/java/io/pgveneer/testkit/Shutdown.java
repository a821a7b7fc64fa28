package io.pgveneer.testkit;

import java.util.ArrayList;
import java.util.List;

/// What happens when this JVM ends: first what needs the servers, then the servers, one after the
/// other.
final class Shutdown {
  private static final List<Runnable> FIRST = new ArrayList<>();
  private static final List<Runnable> SERVERS = new ArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::run, "stop-postgresql"));
  }

  private Shutdown() {}

  static void first(Runnable task) {
    synchronized (FIRST) {
      FIRST.add(task);
    }
  }

  static void stopping(Runnable server) {
    synchronized (SERVERS) {
      SERVERS.add(server);
    }
  }

  private static void run() {
    copy(FIRST).forEach(Runnable::run);
    copy(SERVERS).forEach(Runnable::run);
  }

  private static List<Runnable> copy(List<Runnable> tasks) {
    synchronized (tasks) {
      return List.copyOf(tasks);
    }
  }
}
