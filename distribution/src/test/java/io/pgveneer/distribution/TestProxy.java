package io.pgveneer.distribution;

import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.testkit.Database;
import java.util.Map;
import java.util.TreeMap;

/// Proxies for tests, in this JVM, on a port of their own.
public final class TestProxy {
  private TestProxy() {}

  /// @param more settings, by environment variable
  public static Pgveneer start(Database production, Database fresh, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("PGVENEER_PRODUCTION_URL", production.uri());
    environment.put("PGVENEER_FRESH_URL", fresh.uri());
    environment.put("PGVENEER_LISTEN", "127.0.0.1:0");
    environment.put("PGVENEER_PRODUCTION_ALLOW_WRITABLE_ROLE", "true");
    environment.put("PGVENEER_SHUTDOWN_GRACE", "1s");
    return Pgveneer.start(Configuration.read(null, environment).orThrow());
  }

  /// The fresh database as clients of the proxy see it.
  public static Database preview(Pgveneer proxy, Database fresh) {
    return fresh.at(proxy.address().getHostString(), proxy.address().getPort());
  }
}
