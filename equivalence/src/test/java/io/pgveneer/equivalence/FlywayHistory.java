package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.equivalence.client.Endpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.license.VersionPrinter;

/// A history in SQL, run by Flyway.
final class FlywayHistory {
  private final Path folder;

  FlywayHistory(Path folder) {
    this.folder = folder;
  }

  List<String> run(Endpoint endpoint) throws SQLException {
    String url = Jdbc.url(endpoint);
    List<String> told = new ArrayList<>();
    told.add(migrate(url, endpoint, List.of("flyway")));
    assertThat(told).containsExactly("16 migrations");
    for (int i = 1; i <= 3; i++) {
      told.add(migrate(url, endpoint, List.of("flyway", "flyway-wrong-" + i)));
    }
    try (Connection connection =
            DriverManager.getConnection(url, endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE flyway_schema_history");
    }
    told.addFirst("version " + VersionPrinter.getVersion());
    return told;
  }

  private String migrate(String url, Endpoint endpoint, List<String> names) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(url, endpoint.user(), endpoint.password())
            .locations(
                names.stream()
                    .map(name -> "filesystem:" + folder.resolve(name))
                    .toArray(String[]::new))
            .ignoreMigrationPatterns("*:missing")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    try {
      return flyway.migrate().migrationsExecuted + " migrations";
    } catch (FlywayException e) {
      return Jdbc.cause(e);
    }
  }
}
