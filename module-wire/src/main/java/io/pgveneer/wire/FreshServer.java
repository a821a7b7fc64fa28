package io.pgveneer.wire;

import io.pgveneer.wire.tls.TlsDemand;
import java.time.Duration;

/// Where the fresh database is, and how it is reached.
///
/// @param host resolved at each connection
/// @param connectTimeout for a connection, its encryption included
public record FreshServer(String host, int port, Duration connectTimeout, TlsDemand tls) {

  /// With libpq's own defaults.
  public static FreshServer of(String host, int port) {
    return new FreshServer(host, port, Duration.ofSeconds(10), TlsDemand.DEFAULT);
  }

  public FreshServer withTls(TlsDemand demand) {
    return new FreshServer(host, port, connectTimeout, demand);
  }

  public FreshServer withConnectTimeout(Duration timeout) {
    return new FreshServer(host, port, timeout, tls);
  }
}
