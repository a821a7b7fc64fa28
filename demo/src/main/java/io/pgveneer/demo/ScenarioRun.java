package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.sql.SQLException;

/// Plays scenarios against one production, each on a new preview.
public final class ScenarioRun {
  private final Database production;
  private final Database reader;
  private final PostgresqlServer freshServer;

  private ScenarioRun(Database production, Database reader, PostgresqlServer freshServer) {
    this.production = production;
    this.reader = reader;
    this.freshServer = freshServer;
  }

  /// Makes the scenarios' production.
  public static ScenarioRun prepare(PostgresqlServer productionServer, PostgresqlServer freshServer)
      throws SQLException {
    Database production = productionServer.createDatabase();
    Scripts.run("scenarios.sql", production);
    return new ScenarioRun(production, Reader.of(production), freshServer);
  }

  /// @return what was seen, in a few words
  /// Errors: ScenarioFailure where it was not what it must be; SQLException where a statement
  /// failed.
  public String play(Scenario scenario, Mode mode) throws SQLException {
    try (Preview preview = Preview.start(reader, freshServer.createDatabase(), "127.0.0.1:0");
        Stage stage = new Stage(preview, production, mode)) {
      return scenario.play(stage);
    }
  }

  public Fingerprint fingerprint() throws SQLException {
    return Fingerprint.of(production);
  }
}
