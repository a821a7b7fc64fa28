package io.pgveneer.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(PostgresqlExtension.class)
final class PostgresqlServerIT {

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#all")
  void shouldServeEveryMajor(int major) throws SQLException {
    Database database = Postgresql.major(major).createDatabase();

    assertThat(show(database, "server_version")).startsWith(major + ".");
    database.execute("CREATE EXTENSION postgres_fdw");
  }

  @Test
  void shouldGiveEachParameterItsOwnDatabase(Database one, Database other) {
    assertThat(one.name()).isNotEqualTo(other.name());
  }

  @Test
  void shouldTakeOptionsAndStop() throws SQLException {
    ServerOptions options =
        ServerOptions.of(Majors.newest()).withAuthentication("trust").with("work_mem", "5MB");
    Database database;
    try (PostgresqlServer server = PostgresqlServer.start(options)) {
      database = server.administration().as("postgres", "wrong");
      assertThat(show(database, "work_mem")).isEqualTo("5MB");
    }

    assertThat(org.assertj.core.api.Assertions.catchThrowable(database::connect))
        .isInstanceOf(SQLException.class);
  }

  private static String show(Database database, String setting) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW " + setting)) {
      result.next();
      return result.getString(1);
    }
  }
}
