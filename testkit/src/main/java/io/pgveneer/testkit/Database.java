package io.pgveneer.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A database and the credentials to reach it with.
public record Database(String host, int port, String name, String user, String password) {

  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + encode(name);
  }

  /// The libpq URI, password included.
  public String uri() {
    return "postgresql://"
        + encode(user)
        + ":"
        + encode(password)
        + "@"
        + host
        + ":"
        + port
        + "/"
        + encode(name);
  }

  /// The same database as another role.
  public Database as(String otherUser, String otherPassword) {
    return new Database(host, port, name, otherUser, otherPassword);
  }

  /// The same database and role by another address, such as a proxy's.
  public Database at(String otherHost, int otherPort) {
    return new Database(otherHost, otherPort, name, user, password);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, password);
  }

  /// Runs a script of one or more statements, as it is, on a connection of its own.
  public void execute(String sql) throws SQLException {
    String url = jdbcUrl() + "?preferQueryMode=simple";
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
