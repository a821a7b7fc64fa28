package io.pgveneer.equivalence;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a flow through JDBC was told, as lines: columns with their types and origins, rows with the
/// classes of their values, counts, warnings, and errors with all of their fields.
final class Told {
  /// Something that may fail.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  void add(String line) {
    lines.add(line);
  }

  void line(String what, Object told) {
    lines.add(what + ": " + told);
  }

  /// Tells the error, where there is one.
  void attempt(String what, Work work) throws Exception {
    try {
      work.run();
      line(what, "done");
    } catch (BatchUpdateException e) {
      line(what, Arrays.toString(e.getUpdateCounts()));
      for (SQLException next = e.getNextException(); next != null; next = next.getNextException()) {
        line(what, error(next));
      }
    } catch (SQLException e) {
      line(what, error(e));
    }
  }

  void run(Connection connection, String sql) throws Exception {
    attempt(
        sql,
        () -> {
          try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
              if (rows) {
                rows(sql, statement.getResultSet());
              } else {
                line(sql, statement.getUpdateCount());
              }
              rows = statement.getMoreResults();
            }
            warnings(sql, statement.getWarnings());
          }
        });
  }

  void run(PreparedStatement statement, Object... values) throws Exception {
    String what = "prepared " + (values.length < 3 ? Arrays.toString(values) : "");
    attempt(
        what,
        () -> {
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
          if (statement.execute()) {
            rows(what, statement.getResultSet());
          } else {
            line(what, statement.getUpdateCount());
          }
        });
  }

  void warnings(String what, SQLWarning first) {
    for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
      line(what, "warning " + error(next));
    }
  }

  void rows(String what, ResultSet rows) throws SQLException {
    line(what, columns(rows.getMetaData()));
    while (rows.next()) {
      line(what, row(rows));
    }
    rows.close();
  }

  private static String columns(ResultSetMetaData data) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      PGResultSetMetaData origin = data.unwrap(PGResultSetMetaData.class);
      columns.add(
          String.join(
              " ",
              data.getColumnLabel(i),
              data.getColumnTypeName(i),
              data.getPrecision(i) + "," + data.getScale(i),
              "null " + data.isNullable(i),
              "auto " + data.isAutoIncrement(i),
              origin.getBaseSchemaName(i) + "." + origin.getBaseTableName(i),
              origin.getBaseColumnName(i)));
    }
    return columns.toString();
  }

  static String row(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      values.add(value == null ? "null" : value.getClass().getSimpleName() + " " + text(row, i));
    }
    return values.toString();
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return row.getObject(column) instanceof byte[] bytes
        ? HexFormat.of().formatHex(bytes)
        : row.getString(column);
  }

  private static String error(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
    if (server == null) {
      return failure.getSQLState() + " " + failure.getMessage();
    }
    return String.join(
        " | ",
        server.getSeverity(),
        server.getSQLState(),
        server.getMessage().replaceAll("large object \\d+", "large object"),
        "detail " + server.getDetail(),
        "hint " + server.getHint(),
        "at " + server.getPosition(),
        "where " + server.getWhere(),
        "internal " + server.getInternalQuery() + " " + server.getInternalPosition(),
        String.join(
            " ",
            server.getSchema(),
            server.getTable(),
            server.getColumn(),
            server.getDatatype(),
            server.getConstraint()),
        server.getFile() + " " + server.getRoutine());
  }
}
