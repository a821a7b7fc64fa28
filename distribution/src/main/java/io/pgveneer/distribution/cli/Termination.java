package io.pgveneer.distribution.cli;

import io.pgveneer.distribution.Pgveneer;

/// SIGTERM and Ctrl-C: the proxy stops within its grace period, and that counts as success.
final class Termination {
  private Termination() {}

  static void stopsCleanly(Pgveneer pgveneer) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pgveneer), "pgveneer-stop"));
  }

  private static void stop(Pgveneer pgveneer) {
    pgveneer.close();
    // The JVM would end with 143 or 130 after a signal, which supervisors take for a failure.
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
