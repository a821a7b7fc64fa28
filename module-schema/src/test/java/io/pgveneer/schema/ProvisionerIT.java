package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
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

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldKeepOwnersAndRightsOfRolesThatFreshHas(int major) throws SQLException, IOException {
    // Given servers that do not share roles, and a role that fresh lacks
    try (PostgresqlServer one = PostgresqlServer.start(ServerOptions.of(major));
        PostgresqlServer other = PostgresqlServer.start(ServerOptions.of(major))) {
      Database production = one.createDatabase();
      Database fresh = other.createDatabase();
      production.execute(resource("roles.sql"));
      fresh.execute("CREATE ROLE app; CREATE ROLE \"Rea\"\"der\"");

      // When
      ProvisionReport report = provision(production, fresh);

      // Then
      assertThat(report.shortcomings())
          .containsExactly(
              new ProvisionReport.Shortcoming(
                  "role stranger",
                  "fresh has no role of this name: its ownership and rights are left out"));
      assertThat(TwoDatabases.strings(fresh, resource("rights-facts.sql")))
          .containsExactlyElementsOf(
              TwoDatabases.strings(production, resource("rights-facts.sql")));
      assertThat(
              TwoDatabases.strings(
                  fresh, "SELECT relacl::text FROM pg_class WHERE relname = 'lost'"))
          .singleElement()
          .asString()
          .contains("der\\\"=r*/postgres")
          .doesNotContain("stranger");
    }
  }

  @Test
  void shouldFollowProductionsEnumsAndPartitions() throws SQLException, IOException {
    try (TwoDatabases databases =
        new TwoDatabases(Majors.newest(), Majors.newest(), resource("rich.sql"))) {
      Provisioner.provision(databases.toProduction, databases.toFresh);
      databases.fresh.execute("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'");

      databases.production.execute("ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy'");
      databases.production.execute(
          "CREATE TABLE event_2026 PARTITION OF event"
              + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
      ProvisionReport report = Provisioner.provision(databases.toProduction, databases.toFresh);

      assertThat(report.shortcomings()).isEmpty();
      assertThat(
              TwoDatabases.strings(
                  databases.fresh, "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"))
          .containsExactly("blue", "it's ok", "fine", "happy");
      assertThat(
              TwoDatabases.strings(
                  databases.fresh,
                  "SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid ="
                      + " 'public.event_2026'::regclass"))
          .containsExactly("public.event");
    }
  }

  @Test
  void shouldHoldAForeignTableAsAPlainOne() throws SQLException {
    String sql =
        """
        CREATE EXTENSION postgres_fdw;
        CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
        CREATE FOREIGN TABLE far (id int NOT NULL, name text) SERVER elsewhere;
        COMMENT ON FOREIGN TABLE far IS 'far away';
        """;
    try (TwoDatabases databases = new TwoDatabases(Majors.newest(), Majors.newest(), sql)) {
      ProvisionReport report = Provisioner.provision(databases.toProduction, databases.toFresh);

      assertThat(report.shortcomings()).isEmpty();
      assertThat(
              TwoDatabases.strings(
                  databases.fresh,
                  "SELECT relkind::text || obj_description(oid) FROM pg_class WHERE relname ="
                      + " 'far'"))
          .containsExactly("rfar away");
    }
  }

  private static ProvisionReport provision(Database production, Database fresh) {
    try (DatabaseConnections source =
            DatabaseConnections.production(
                TwoDatabases.settings(production), ConnectOptions.defaults());
        DatabaseConnections target =
            DatabaseConnections.fresh(TwoDatabases.settings(fresh), ConnectOptions.defaults())) {
      return Provisioner.provision(source, target);
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
