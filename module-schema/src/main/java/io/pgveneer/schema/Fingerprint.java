package io.pgveneer.schema;

import java.sql.Connection;
import java.sql.SQLException;

/// Tells cheaply whether a database's schema may have changed.
public final class Fingerprint {
  private Fingerprint() {}

  /// Equal texts mean an unchanged schema; other texts, one that may have changed.
  ///
  /// Errors: PgveneerException when the database fails.
  public static String of(DatabaseConnections connections) {
    try (Connection connection = connections.open()) {
      int major = Rows.major(connection);
      return Rows.list(
              connection,
              CatalogSql.of(major, major).text("fingerprint.sql"),
              row -> row.getString(1))
          .getFirst();
    } catch (SQLException e) {
      throw connections.explain(e);
    }
  }
}
