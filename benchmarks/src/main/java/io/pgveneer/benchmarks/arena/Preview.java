package io.pgveneer.benchmarks.arena;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// A preview of a production that is reached through a relay.
public final class Preview implements AutoCloseable {
  private final Relay relay;
  private final Pgveneer pgveneer;
  private final Database production;
  private final Database fresh;

  private Preview(Relay relay, Pgveneer pgveneer, Database production, Database fresh) {
    this.relay = relay;
    this.pgveneer = pgveneer;
    this.production = production;
    this.fresh = fresh;
  }

  /// @param server where the fresh database is made
  /// @param roundTrip to production, in milliseconds
  public static Preview open(PostgresqlServer server, Database production, double roundTrip)
      throws IOException {
    Relay relay = new Relay(production.host(), production.port(), roundTrip);
    Database through = production.at("127.0.0.1", relay.port());
    Database fresh = server.createDatabase();
    Pgveneer pgveneer =
        Pgveneer.start(
            Configuration.read(
                    null,
                    Map.of(
                        "PGVENEER_PRODUCTION_URL", through.uri(),
                        "PGVENEER_FRESH_URL", fresh.uri(),
                        "PGVENEER_LISTEN", "127.0.0.1:0",
                        "PGVENEER_LOG_LEVEL", "error",
                        "PGVENEER_PRODUCTION_ALLOW_WRITABLE_ROLE", "true"))
                .orThrow());
    return new Preview(relay, pgveneer, through, fresh);
  }

  /// Production, through the relay.
  public Database production() {
    return production;
  }

  /// The fresh database, past the proxy.
  public Database fresh() {
    return fresh;
  }

  /// What clients see.
  public Database merged() {
    return fresh.at(pgveneer.address().getHostString(), pgveneer.address().getPort());
  }

  @Override
  public void close() throws IOException {
    pgveneer.close(Duration.ofSeconds(1));
    relay.close();
  }
}
