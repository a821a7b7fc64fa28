package io.pgveneer.testkit;

import java.net.URI;

/// A server that somebody else runs.
final class ExternalServer {
  private ExternalServer() {}

  /// @param uri `postgresql://user:password@host:port/database`
  static PostgresqlServer connect(int major, String uri) {
    URI parsed = URI.create(uri);
    String[] credentials = parsed.getUserInfo().split(":", 2);
    Database database =
        new Database(
            parsed.getHost(),
            parsed.getPort() < 0 ? 5432 : parsed.getPort(),
            parsed.getPath().substring(1),
            credentials[0],
            credentials.length > 1 ? credentials[1] : "");
    return new PostgresqlServer(major, database, ExternalServer::leaveRunning);
  }

  private static void leaveRunning() {}
}
