package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.schema.DatabaseFinding.Severity;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Major;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.Postgresql;
import io.pgveneer.testkit.PostgresqlExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(PostgresqlExtension.class)
final class DatabaseChecksIT {
  private static final ConnectOptions OPTIONS =
      new ConnectOptions(2, Duration.ofSeconds(5), Duration.ZERO);

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldFindNothingWrongWithAReader(int major) throws SQLException {
    // Given
    Database production = Postgresql.major(major).createDatabase();
    Database fresh = Postgresql.major(major).createDatabase();
    String role = "only_reads_" + production.name();
    production.execute(
        "CREATE TABLE t (id int); CREATE ROLE "
            + role
            + " LOGIN PASSWORD 'x' IN ROLE pg_read_all_data");

    // When
    List<DatabaseFinding> findings = check(production.as(role, "x"), fresh);

    // Then
    assertThat(findings).isEmpty();
  }

  @Test
  void shouldNameWhatAWriterCouldDo(@Major(18) Database production, Database fresh)
      throws SQLException {
    String role = "writes_" + production.name();
    production.execute(
        "CREATE TABLE t (id int); CREATE TABLE hidden (id int); CREATE ROLE "
            + role
            + " LOGIN PASSWORD 'x'; GRANT SELECT, INSERT ON t TO "
            + role);

    List<DatabaseFinding> findings = check(production.as(role, "x"), fresh);

    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.getFirst().problem())
        .contains("it may write to 1 tables, such as public.t");
    assertThat(findings.getLast().problem()).contains("hidden");
  }

  @Test
  void shouldRefuseOneDatabaseInBothPlaces(Database database) {
    assertThat(check(database, database))
        .extracting(DatabaseFinding::problem)
        .contains("it is the same database as production");
  }

  @Test
  void shouldExplainWhyADatabaseCannotBeReached(Database database) {
    Database absent =
        new Database(database.host(), database.port(), "absent", "postgres", "postgres");

    assertThat(check(database.as("postgres", "wr0ng"), absent))
        .extracting(DatabaseFinding::problem)
        .anySatisfy(
            problem -> assertThat(problem).contains("refuses the login").doesNotContain("wr0ng"))
        .anySatisfy(problem -> assertThat(problem).contains("fresh").contains("does not exist"));
    assertThat(check(database.at("127.0.0.1", 1), database).getFirst().problem())
        .contains("cannot be reached");
  }

  @Test
  void shouldWarnOfAFreshThatHoldsRowsAndOfItsRole(Database production, Database fresh)
      throws SQLException {
    String role = "weak_" + fresh.name();
    fresh.execute(
        "CREATE TABLE t AS SELECT 1 AS a; ANALYZE t; CREATE ROLE " + role + " LOGIN PASSWORD 'x'");

    assertThat(check(production, fresh.as(role, "x")))
        .extracting(DatabaseFinding::problem)
        .anySatisfy(problem -> assertThat(problem).contains("no superuser"))
        .anySatisfy(problem -> assertThat(problem).contains("rows already, in public.t"));
  }

  @Test
  void shouldWarnOfAnotherLocale(Database production) throws SQLException {
    production.execute(
        "CREATE DATABASE "
            + production.name()
            + "_other TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de'");
    Database fresh = Postgresql.major(Majors.newest()).database(production.name() + "_other");

    assertThat(check(production, fresh))
        .extracting(DatabaseFinding::problem)
        .anySatisfy(problem -> assertThat(problem).contains("its locale (icu de"));
  }

  private static List<DatabaseFinding> check(Database production, Database fresh) {
    return DatabaseChecks.check(
        TwoDatabases.settings(production), TwoDatabases.settings(fresh), OPTIONS, false);
  }
}
