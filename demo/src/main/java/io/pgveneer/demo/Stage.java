package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// What a scenario plays on: a client of a new preview, and both databases behind it.
///
/// Rows are told as text, their columns parted by `|`, NULL as `null`.
final class Stage implements AutoCloseable {
  private final Connection client;
  private final Database preview;
  private final Database fresh;
  private final Database production;
  private final Mode mode;

  Stage(Preview preview, Database production, Mode mode) throws SQLException {
    this.preview = preview.client();
    this.fresh = preview.fresh();
    this.production = production;
    this.mode = mode;
    this.client = connect();
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", preview.user());
    properties.setProperty("password", preview.password());
    properties.setProperty("preferQueryMode", mode.property());
    // From the first execution on, so that extended mode means named statements on the server.
    properties.setProperty("prepareThreshold", "1");
    return DriverManager.getConnection(preview.jdbcUrl(), properties);
  }

  List<String> read(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = client.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return rows(statement.executeQuery());
    }
  }

  /// @return the number of rows in the command tag
  int write(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = client.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /// Reads as another client of the same preview.
  List<String> readElsewhere(String sql) throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      return rows(statement.executeQuery(sql));
    }
  }

  List<String> readFresh(String sql) throws SQLException {
    return readDirectly(fresh, sql);
  }

  List<String> readProduction(String sql) throws SQLException {
    return readDirectly(production, sql);
  }

  private static List<String> readDirectly(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return rows(statement.executeQuery(sql));
    }
  }

  void begin() throws SQLException {
    client.setAutoCommit(false);
  }

  void commit() throws SQLException {
    client.commit();
    client.setAutoCommit(true);
  }

  void rollback() throws SQLException {
    client.rollback();
    client.setAutoCommit(true);
  }

  /// Errors: ScenarioFailure where the two differ.
  static void expect(String what, Object expected, Object seen) {
    if (!Objects.equals(expected, seen)) {
      throw new ScenarioFailure(what + ": expected " + expected + ", saw " + seen);
    }
  }

  static void expect(String what, boolean holds, Object seen) {
    if (!holds) {
      throw new ScenarioFailure(what + ", saw " + seen);
    }
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    try (result) {
      int columns = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          fields.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", fields));
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    client.close();
  }
}
