package io.pgveneer.benchmarks.writes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntFunction;
import org.postgresql.PGStatement;

/// Something to do several times on a connection.
@FunctionalInterface
interface Work {
  Run on(Connection connection) throws SQLException;

  /// One time.
  @FunctionalInterface
  interface Run {
    /// @param number of the run, from 0
    void run(int number) throws SQLException;
  }

  /// A script that differs from run to run, in a transaction.
  static Work script(IntFunction<String> sql) {
    return connection ->
        number -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql.apply(number));
          }
        };
  }

  /// A statement that is prepared at its first run.
  static Work prepared(String sql, IntFunction<Object[]> parameters) {
    return connection -> {
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.unwrap(PGStatement.class).setPrepareThreshold(1);
      return number -> {
        Object[] values = parameters.apply(number);
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.execute();
      };
    };
  }
}
