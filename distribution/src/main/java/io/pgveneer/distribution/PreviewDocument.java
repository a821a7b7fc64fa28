package io.pgveneer.distribution;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiFunction;

/// What a preview tells of itself, read from its fresh database: no proxy needs to run.
public final class PreviewDocument {
  private PreviewDocument() {}

  /// The clients' definitions in their order, and what production's rows had against some.
  ///
  /// Errors: PgveneerException when the fresh database cannot be reached or is none.
  public static Config report(Settings settings) {
    return read(settings, "SELECT pgveneer.report()");
  }

  /// Which tables differ from production, what became of production's own changes, and how many
  /// connections to production a proxy with these settings can cause.
  ///
  /// Errors: as [#report].
  public static Config status(Settings settings) {
    ProductionBound bound = fresh(settings, ProductionBound::of);
    return read(settings, "SELECT pgveneer.status()")
        .withValue("production_connections", ConfigValueFactory.fromAnyRef(bound.most()));
  }

  /// How a statement would be carried out for a client with the role of `fresh.url`; it is not.
  ///
  /// Errors: as [#report], and where PostgreSQL refuses the statement, with its own words.
  public static Config explain(Settings settings, String sql) {
    return ask(settings, fresh -> ExplainDocument.of(Startup.handlers(settings), fresh, sql));
  }

  public static String json(Config document) {
    return document.root().render(ConfigRenderOptions.concise().setFormatted(true)).stripTrailing();
  }

  private interface Question {
    Config ask(Connection fresh) throws SQLException;
  }

  private static Config read(Settings settings, String query) {
    return ask(
        settings,
        fresh -> {
          try (Statement statement = fresh.createStatement();
              ResultSet row = statement.executeQuery(query)) {
            row.next();
            return ConfigFactory.parseString(row.getString(1));
          }
        });
  }

  private static <T> T fresh(
      Settings settings, BiFunction<Settings, DatabaseConnections, T> question) {
    try (DatabaseConnections fresh =
        DatabaseConnections.fresh(
            DatabaseBridge.settings(settings.fresh().url()),
            DatabaseBridge.options(settings.setup()))) {
      return question.apply(settings, fresh);
    }
  }

  private static Config ask(Settings settings, Question question) {
    return fresh(settings, (of, fresh) -> ask(fresh, question));
  }

  private static Config ask(DatabaseConnections fresh, Question question) {
    try (Connection connection = fresh.open()) {
      return question.ask(connection);
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
      String message =
          state.equals("3F000") || state.equals("42883")
              ? "the fresh database holds no preview of this version"
              : String.valueOf(e.getMessage());
      throw new PgveneerException(
          PgveneerException.Category.ENVIRONMENT, new SqlError(state, message, null, null, 0), e);
    }
  }
}
