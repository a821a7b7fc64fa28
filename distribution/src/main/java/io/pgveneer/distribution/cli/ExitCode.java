package io.pgveneer.distribution.cli;

/// What the process ends with; told in `docs/configuration.md`.
final class ExitCode {
  /// All went well; also after SIGTERM and Ctrl-C.
  static final int OK = 0;

  /// Start-up or a check failed for a reason outside of the configuration: a database, a port.
  static final int FAILED = 1;

  /// The command line itself is wrong.
  static final int USAGE = 2;

  /// The configuration has errors.
  static final int CONFIGURATION = 3;

  private ExitCode() {}
}
