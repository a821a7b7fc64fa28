package io.pgveneer.demo;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.testkit.Database;
import java.time.Duration;
import java.util.Map;

/// A proxy in this JVM, before a production and a fresh database.
public final class Preview implements AutoCloseable {
  private final Pgveneer pgveneer;
  private final Database fresh;

  private Preview(Pgveneer pgveneer, Database fresh) {
    this.pgveneer = pgveneer;
    this.fresh = fresh;
  }

  /// @param listen `host:port`; port 0 takes a free one
  public static Preview start(Database production, Database fresh, String listen) {
    Configuration configuration =
        Configuration.read(
            null,
            Map.of(
                "PGVENEER_PRODUCTION_URL",
                production.uri(),
                "PGVENEER_FRESH_URL",
                fresh.uri(),
                "PGVENEER_LISTEN",
                listen,
                "PGVENEER_LOG_LEVEL",
                "warn"));
    return new Preview(Pgveneer.start(configuration.orThrow()), fresh);
  }

  /// The preview as clients see it.
  public Database client() {
    return fresh.at(pgveneer.address().getHostString(), pgveneer.address().getPort());
  }

  /// The fresh database behind it.
  public Database fresh() {
    return fresh;
  }

  @Override
  public void close() {
    pgveneer.close(Duration.ofSeconds(2));
  }
}
