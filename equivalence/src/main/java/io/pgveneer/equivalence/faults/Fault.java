package io.pgveneer.equivalence.faults;

/// What can go wrong while sessions are at work.
enum Fault {
  /// The client vanishes.
  CLIENT_CUT,
  /// A session's server process on fresh is terminated.
  BACKEND_TERMINATED,
  /// Fresh crashes and is started again.
  FRESH_CRASHED,
  /// The proxy is killed and started again.
  PROXY_KILLED,
  /// The server processes on production are terminated.
  PRODUCTION_CUT,
  /// Production crashes; after a while it is started again.
  PRODUCTION_CRASHED;

  /// Whether sessions survive it.
  boolean isOfProduction() {
    return this == PRODUCTION_CUT || this == PRODUCTION_CRASHED;
  }
}
