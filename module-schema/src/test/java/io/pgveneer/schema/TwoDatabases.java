package io.pgveneer.schema;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A production and a fresh database of one major, with pools on both.
final class TwoDatabases implements AutoCloseable {
  final Database production;
  final Database fresh;
  final DatabaseConnections toProduction;
  final DatabaseConnections toFresh;

  TwoDatabases(int productionMajor, int freshMajor, String productionSql) throws SQLException {
    production = Postgresql.major(productionMajor).createDatabase();
    fresh = Postgresql.major(freshMajor).createDatabase();
    production.execute(productionSql);
    toProduction = DatabaseConnections.production(settings(production), ConnectOptions.defaults());
    toFresh = DatabaseConnections.fresh(settings(fresh), ConnectOptions.defaults());
  }

  static DatabaseSettings settings(Database database) {
    return new DatabaseSettings(
        database.host(),
        database.port(),
        database.name(),
        database.user(),
        database.password(),
        Map.of());
  }

  static List<String> strings(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      Rows.execute(connection, "SET search_path = pg_catalog");
      return Rows.list(connection, sql, row -> row.getString(1));
    }
  }

  @Override
  public void close() {
    toProduction.close();
    toFresh.close();
  }
}
