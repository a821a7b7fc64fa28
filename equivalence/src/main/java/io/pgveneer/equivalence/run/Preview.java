package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;

/// A running proxy over a production and a fresh database.
public interface Preview extends AutoCloseable {

  /// Starts one.
  interface Factory {
    /// @param production a database with rows
    /// @param fresh an empty one, or the one of an earlier preview of the same production
    /// @param headroom how far ahead its sequences start, where it is new
    Preview start(Endpoint production, Endpoint fresh, Headroom headroom);
  }

  /// Where clients connect, as superuser.
  Endpoint endpoint();

  @Override
  void close();
}
