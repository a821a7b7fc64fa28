package io.pgveneer.schema;

import io.pgveneer.api.LowerMeaning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Production's enums and extensions that conditions can be computed with there.
public final class LowerMeanings {
  private LowerMeanings() {}

  /// Those that production's role may name in a query.
  ///
  /// Errors: PgveneerException when production fails.
  public static List<LowerMeaning> read(DatabaseConnections production) {
    try (Connection source = production.open()) {
      CatalogSql sql = CatalogSql.of(Rows.major(source), Rows.major(source));
      return Rows.list(
          source,
          sql.text("lower-meanings.sql"),
          row ->
              new LowerMeaning(
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    } catch (SQLException e) {
      throw production.explain(e);
    }
  }
}
