package io.pgveneer.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The little that this module needs of JDBC.
final class Rows {
  private Rows() {}

  /// Makes a value of the current row.
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return read(rows, mapper);
      }
    }
  }

  /// @param arrays one text array for each `?`
  static <T> List<T> list(
      Connection connection, String sql, Mapper<T> mapper, List<List<String>> arrays)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arrays.size(); i++) {
        statement.setArray(i + 1, connection.createArrayOf("text", arrays.get(i).toArray()));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, mapper);
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static int major(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  private static <T> List<T> read(ResultSet rows, Mapper<T> mapper) throws SQLException {
    List<T> list = new ArrayList<>();
    while (rows.next()) {
      list.add(mapper.map(rows));
    }
    return list;
  }
}
