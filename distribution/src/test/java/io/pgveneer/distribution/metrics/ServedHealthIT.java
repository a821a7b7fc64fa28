package io.pgveneer.distribution.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.TestProxy;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running proxy tells of its health while its databases come and go.
class ServedHealthIT {
  private static final String UP =
      "{\"status\": \"up\", \"fresh\": \"up\", \"production\": \"up\"}";
  private static final String DEGRADED =
      "{\"status\": \"degraded\", \"fresh\": \"up\", \"production\": \"down\"}";
  private static final String DOWN =
      "{\"status\": \"down\", \"fresh\": \"down\", \"production\": \"up\"}";

  @TempDir private Path directory;

  private final Watcher watcher = new Watcher(Watcher.freePort());

  @Test
  void shouldTellWhichDatabaseIsAwayAndThatItIsBack() {
    PostgresqlServer production = start("production", 0);
    PostgresqlServer fresh = start("fresh", 0);
    try (Pgveneer proxy =
        TestProxy.start(
            production.createDatabase("shop"),
            fresh.createDatabase("shop"),
            Map.of(
                "PGVENEER_METRICS_LISTEN",
                "127.0.0.1:" + watcher.port(),
                "PGVENEER_SETUP_CONNECT_TIMEOUT",
                "1s"))) {
      assertThat(proxy.address()).isNotNull();
      becomes(200, UP);

      production.close();
      becomes(200, DEGRADED);
      production = start("production", production.port());
      becomes(200, UP);

      fresh.close();
      becomes(503, DOWN);
      fresh = start("fresh", fresh.port());
      becomes(200, UP);
    } finally {
      production.close();
      fresh.close();
    }
  }

  private PostgresqlServer start(String name, int port) {
    ServerOptions options =
        ServerOptions.of(Majors.newest()).withDataDirectory(directory.resolve(name));
    return PostgresqlServer.start(port == 0 ? options : options.withPort(port));
  }

  private void becomes(int status, String json) {
    watcher.await(() -> watcher.get("/health").equals(new Watcher.Answer(status, json + "\n")));
  }
}
