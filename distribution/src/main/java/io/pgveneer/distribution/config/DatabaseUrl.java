package io.pgveneer.distribution.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a database is and how to log in: a libpq connection URI, taken apart.
///
/// @param host a name or an address, IPv6 without brackets
/// @param port TCP port
/// @param password null where none is given
/// @param parameters the rest of the URI's parameters by libpq's names: `sslmode`, `options`, …
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    @Nullable Secret password,
    Map<String, String> parameters) {

  public DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /// Reads `postgresql://[user[:password]@][host][:port][/database][?name=value&…]`.
  ///
  /// Errors: IllegalArgumentException that says what is wrong, without quoting the URI.
  /// Source: PostgreSQL manual, "Connection URIs".
  public static DatabaseUrl parse(String text) {
    return new ConnectionUri(text).read();
  }

  DatabaseUrl withPassword(Secret other) {
    return new DatabaseUrl(host, port, database, user, other, parameters);
  }

  public Address address() {
    return new Address(host, port);
  }

  /// The URI without its password, for logs.
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + address() + "/" + database;
  }
}
