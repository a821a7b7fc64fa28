package io.pgveneer.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.TestProxy;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What is told of the number of connections to production.
@ExtendWith(PostgresqlExtension.class)
class CheckIT {
  @TempDir private Path directory;

  @Test
  void shouldWarnWhereProductionTakesFewerConnections(Database production, Database fresh)
      throws SQLException, IOException {
    production.execute("ALTER DATABASE " + production.name() + " CONNECTION LIMIT 3");
    Database reader = production.as("pgveneer_reader", "secret");
    production.execute(
        "DROP ROLE IF EXISTS pgveneer_reader;"
            + " CREATE ROLE pgveneer_reader LOGIN PASSWORD 'secret' IN ROLE pg_read_all_data");

    String told = Commands.run(directory, reader, fresh, "check");

    assertThat(told)
        .containsPattern(
            "warning: clients.max: at most \\d+ connections to production, 4 for set-up and \\d+ for"
                + " clients, which takes 3 of this role");
  }

  @Test
  void shouldTellHowManyConnectionsProductionSeesAtMost(Database production, Database fresh)
      throws IOException {
    try (Pgveneer proxy = TestProxy.start(production, fresh, Map.of())) {
      proxy.close(Duration.ZERO);
    }

    String told = Commands.run(directory, production, fresh, "status");

    assertThat(told).containsPattern("at most \\d+ connections to production from each proxy");
  }
}
