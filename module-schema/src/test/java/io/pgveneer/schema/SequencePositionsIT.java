package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Majors;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SequencePositionsIT {
  private static final String SQL =
      """
      CREATE TABLE users (id serial PRIMARY KEY, name text);
      CREATE TABLE "Small" (id smallint GENERATED ALWAYS AS IDENTITY, v int);
      CREATE SEQUENCE unused START 50;
      INSERT INTO users (name) SELECT 'u' FROM generate_series(1, 10);
      INSERT INTO "Small" (v) SELECT i FROM generate_series(1, 767) i;
      """;

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldSetEachSequenceAheadOnce(int major) throws SQLException {
    try (TwoDatabases databases = new TwoDatabases(major, major, SQL)) {
      Provisioner.provision(databases.toProduction, databases.toFresh);

      SequencePositions.Report report =
          SequencePositions.advance(databases.toProduction, databases.toFresh, 1_000_000);

      assertThat(report.moved()).isEqualTo(3);
      assertThat(report.shortcomings()).isEmpty();
      assertThat(next(databases, "users_id_seq")).isEqualTo("1000011");
      assertThat(next(databases, "\"Small_id_seq\"")).isEqualTo("2768");
      assertThat(next(databases, "unused")).isEqualTo("1000050");

      databases.production.execute("SELECT setval('users_id_seq', 5000)");
      assertThat(
              SequencePositions.advance(databases.toProduction, databases.toFresh, 1_000_000)
                  .moved())
          .isZero();
      assertThat(next(databases, "users_id_seq")).isEqualTo("1000012");
    }
  }

  @Test
  void shouldGoOnExactlyWhereProductionStandsWithoutHeadroom() throws SQLException {
    try (TwoDatabases databases = new TwoDatabases(Majors.newest(), Majors.newest(), SQL)) {
      Provisioner.provision(databases.toProduction, databases.toFresh);
      SequencePositions.advance(databases.toProduction, databases.toFresh, 0);

      assertThat(next(databases, "users_id_seq")).isEqualTo("11");
      assertThat(next(databases, "unused")).isEqualTo("50");
    }
  }

  @Test
  void shouldUseTheColumnWhereTheSequenceCannotBeRead() throws SQLException {
    String role = "reader_" + ProcessHandle.current().pid();
    String sql =
        SQL + "CREATE ROLE " + role + " LOGIN PASSWORD 'x'; GRANT SELECT ON users TO " + role;
    try (TwoDatabases databases = new TwoDatabases(Majors.newest(), Majors.newest(), sql);
        DatabaseConnections reader =
            DatabaseConnections.production(
                new DatabaseSettings(
                    databases.production.host(),
                    databases.production.port(),
                    databases.production.name(),
                    role,
                    "x",
                    Map.of()),
                ConnectOptions.defaults())) {
      Provisioner.provision(reader, databases.toFresh);
      SequencePositions.Report report =
          SequencePositions.advance(reader, databases.toFresh, 1_000_000);

      assertThat(next(databases, "users_id_seq")).isEqualTo("1000011");
      assertThat(report.shortcomings()).hasSize(2);
      assertThat(report.shortcomings().toString()).contains("unused").contains("Small_id_seq");
    }
  }

  private static String next(TwoDatabases databases, String sequence) throws SQLException {
    return TwoDatabases.strings(databases.fresh, "SELECT nextval('public." + sequence + "')")
        .getFirst();
  }
}
