package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fresh database's own ways to verify who comes, by an unmodified driver.
class AuthenticationIT {
  @ParameterizedTest
  @CsvSource({
    "15,trust,scram-sha-256",
    "15,password,scram-sha-256",
    "15,md5,md5",
    "18,md5,md5",
    "18,md5,scram-sha-256",
    "15,scram-sha-256,scram-sha-256",
    "18,scram-sha-256,scram-sha-256"
  })
  void shouldLetInWhomTheDatabaseLetsIn(int major, String method, String kept) throws Exception {
    ServerOptions options =
        ServerOptions.of(major)
            .withHostRules("host all client 127.0.0.1/32 " + method)
            .with("password_encryption", kept);
    try (PostgresqlServer postgresql = PostgresqlServer.start(options)) {
      Database database = postgresql.createDatabase();
      database.execute("CREATE ROLE client LOGIN PASSWORD 'right'");
      try (WireServer server = WireServer.start(TestDoor.to(database).withEventLoops(1))) {
        Database proxied = database.at("127.0.0.1", server.address().getPort());

        connect(proxied, "right").close();
        if (method.equals("trust")) {
          connect(proxied, "wrong").close();
        } else {
          assertThatThrownBy(() -> connect(proxied, "wrong").close())
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"))
              .hasMessageContaining("password authentication failed for user \"client\"");
        }
      }
    }
  }

  private static Connection connect(Database database, String password) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), "client", password);
  }
}
