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
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.util.LiquibaseUtil;

/// A history of change sets, run by Liquibase.
final class LiquibaseHistory {
  private final Path folder;

  LiquibaseHistory(Path folder) {
    this.folder = folder.resolve("liquibase");
  }

  List<String> run(Endpoint endpoint) throws SQLException {
    List<String> told = new ArrayList<>();
    told.add(update(endpoint, "changelog.yaml"));
    assertThat(told).containsExactly("done");
    for (int i = 1; i <= 3; i++) {
      told.add(update(endpoint, "wrong-" + i + ".yaml"));
    }
    try (Connection connection = open(endpoint);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE databasechangelog, databasechangeloglock");
    }
    told.addFirst("version " + LiquibaseUtil.getBuildVersion());
    return told;
  }

  private static Connection open(Endpoint endpoint) throws SQLException {
    return DriverManager.getConnection(Jdbc.url(endpoint), endpoint.user(), endpoint.password());
  }

  private String update(Endpoint endpoint, String file) throws SQLException {
    try (Connection connection = open(endpoint);
        Liquibase liquibase =
            new Liquibase(
                file, new DirectoryResourceAccessor(folder), new JdbcConnection(connection))) {
      liquibase.update(new Contexts());
      return "done";
    } catch (LiquibaseException | java.io.FileNotFoundException e) {
      return Jdbc.cause(e);
    }
  }
}
