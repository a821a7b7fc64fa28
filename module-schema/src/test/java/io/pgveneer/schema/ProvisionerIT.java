package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Majors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProvisionerIT {

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldMakeARichSchemaTheSame(int major) throws SQLException, IOException {
    try (TwoDatabases databases = new TwoDatabases(major, major, resource("rich.sql"))) {
      // When
      ProvisionReport report = Provisioner.provision(databases.toProduction, databases.toFresh);

      // Then
      assertThat(report.shortcomings()).isEmpty();
      assertThat(facts(databases.fresh)).containsExactlyElementsOf(facts(databases.production));
    }
  }

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldLeaveAloneWhatIsThereAndWhatThePreviewChanged(int major)
      throws SQLException, IOException {
    try (TwoDatabases databases = new TwoDatabases(major, major, resource("rich.sql"))) {
      // Given
      databases.fresh.execute("CREATE TABLE audit_log (other integer)");
      Provisioner.provision(databases.toProduction, databases.toFresh);
      databases.fresh.execute(
          "DROP TABLE cache; ALTER TABLE users RENAME TO people; DROP FUNCTION find; DROP INDEX"
              + " order_user");
      List<String> before = facts(databases.fresh);

      // When
      ProvisionReport again = Provisioner.provision(databases.toProduction, databases.toFresh);

      // Then
      assertThat(again.created()).isEmpty();
      assertThat(again.shortcomings()).isEmpty();
      assertThat(facts(databases.fresh)).containsExactlyElementsOf(before);
    }
  }

  @Test
  void shouldGiveWhatProductionGotSince() throws SQLException, IOException {
    try (TwoDatabases databases =
        new TwoDatabases(Majors.newest(), Majors.newest(), resource("rich.sql"))) {
      Provisioner.provision(databases.toProduction, databases.toFresh);

      databases.production.execute(
          "CREATE TABLE later (id int PRIMARY KEY); ALTER TABLE users ADD CHECK (id > 0)");
      ProvisionReport again = Provisioner.provision(databases.toProduction, databases.toFresh);

      assertThat(again.created())
          .containsExactlyInAnyOrder(
              "table public.later",
              "table constraint later_pkey on public.later",
              "table constraint users_id_check on public.users");
    }
  }

  @Test
  void shouldGoFromOldestToNewestAndBack() throws SQLException, IOException {
    try (TwoDatabases up =
            new TwoDatabases(Majors.oldest(), Majors.newest(), resource("rich.sql"));
        TwoDatabases down =
            new TwoDatabases(Majors.newest(), Majors.oldest(), resource("rich.sql"))) {
      assertThat(Provisioner.provision(up.toProduction, up.toFresh).shortcomings()).isEmpty();
      assertThat(Provisioner.provision(down.toProduction, down.toFresh).shortcomings()).isEmpty();
    }
  }

  @Test
  void shouldReportWhatCannotBeMadeAndGoOn() throws SQLException {
    String sql =
        """
        CREATE FUNCTION react() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE TABLE fine (id int);
        CREATE EVENT TRIGGER ev ON ddl_command_end EXECUTE FUNCTION react();
        """;
    try (TwoDatabases databases = new TwoDatabases(Majors.newest(), Majors.newest(), sql)) {
      ProvisionReport report = Provisioner.provision(databases.toProduction, databases.toFresh);

      assertThat(report.created()).contains("table public.fine", "function public.react()");
      assertThat(report.shortcomings())
          .containsExactly(
              new ProvisionReport.Shortcoming("event trigger ev", "it is not made in a preview"));
    }
  }

  private static List<String> facts(Database database) throws SQLException, IOException {
    return TwoDatabases.strings(database, resource("facts.sql"));
  }

  static String resource(String name) throws IOException {
    try (InputStream in = ProvisionerIT.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
