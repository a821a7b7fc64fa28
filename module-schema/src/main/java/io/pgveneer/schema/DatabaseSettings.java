package io.pgveneer.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a database is and how to log in.
///
/// @param parameters libpq's, by libpq's names: `sslmode`, `sslrootcert`, `sslcert`, `sslkey`,
///   `options`
public record DatabaseSettings(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    Map<String, String> parameters) {

  public DatabaseSettings {
    parameters = Map.copyOf(parameters);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
