package io.pgveneer.benchmarks.writes;

import io.pgveneer.testkit.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Counts what production is sent, by its `pg_stat_statements`.
final class RemoteStatements implements AutoCloseable {
  private final Connection connection;

  RemoteStatements(Database production) throws SQLException {
    connection = production.connect();
    run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  }

  record Counted(double scans, double others) {
    Counted per(int runs) {
      return new Counted(scans / runs, others / runs);
    }
  }

  void reset() throws SQLException {
    run("SELECT pg_stat_statements_reset()");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What came since the last reset. A remote query is a cursor that postgres_fdw declares.
  Counted count() throws SQLException {
    String sql =
        """
        SELECT coalesce(sum(calls) FILTER (WHERE query LIKE 'DECLARE %'), 0),
          coalesce(sum(calls) FILTER (WHERE query ~ '^(START|COMMIT|ROLLBACK|EXPLAIN|FETCH|CLOSE)'), 0)
        FROM pg_stat_statements
        WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Counted(row.getDouble(1), row.getDouble(2));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
