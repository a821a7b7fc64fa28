package io.pgveneer.wire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A statement that runs until it is cancelled.
final class Sleep {
  private static final String SQL = "SELECT pg_sleep(30)";

  private Sleep() {}

  /// Runs it, and cancels it once it runs.
  ///
  /// @return the SQLSTATE that it ends with
  static String cancelled(Connection connection, Connection watch)
      throws SQLException, InterruptedException, ExecutionException {
    try (Statement statement = connection.createStatement();
        Statement watching = watch.createStatement()) {
      CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> run(statement));
      boolean runs = false;
      while (!runs) {
        try (ResultSet rows =
            watching.executeQuery(
                "SELECT FROM pg_stat_activity WHERE query LIKE '"
                    + SQL
                    + "%' AND wait_event = 'PgSleep'")) {
          runs = rows.next();
        }
      }
      statement.cancel();
      return state.get();
    }
  }

  private static String run(Statement statement) {
    try {
      statement.execute(SQL);
      return "00000";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
