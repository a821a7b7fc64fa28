package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.LowerColumn;
import io.pgveneer.api.LowerTable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LowerTablesIT {

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldTellKeysColumnsAndParents(int major) throws SQLException, IOException {
    try (TwoDatabases databases =
        new TwoDatabases(major, major, ProvisionerIT.resource("rich.sql"))) {
      Provisioner.provision(databases.toProduction, databases.toFresh);

      Map<String, LowerTable> tables = read(databases);

      assertThat(tables.values()).allMatch(table -> table.upper() > 0);
      LowerTable event = tables.get("event");
      assertThat(event.kind()).isEqualTo('p');
      assertThat(event.primaryKey()).containsExactly("id", "at");
      assertThat(event.uniqueKeys()).containsExactly(List.of("id", "at"));
      assertThat(tables.get("event_2025_a").parents())
          .containsExactly(new LowerTable.Name("public", "event_2025"));
      assertThat(tables.get("event_2025_a").partition()).isTrue();
      assertThat(tables.get("capital").parents()).hasSize(1);
      assertThat(tables.get("capital").uniqueKeys()).isEmpty();
      assertThat(tables.get("audit_log").primaryKey()).isEmpty();
      assertThat(tables.get("monthly").kind()).isEqualTo('m');
      LowerColumn place = tables.get("order").column("place");
      assertThat(place).isNotNull();
      assertThat(place.type()).isEqualTo("\"Sales Dept\".\"Point\"");
      assertThat(tables.get("users").column("sorted").collation()).isEqualTo("public.german");
    }
  }

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldFollowARenameAndLoseADrop(int major) throws SQLException, IOException {
    try (TwoDatabases databases =
        new TwoDatabases(major, major, ProvisionerIT.resource("rich.sql"))) {
      Provisioner.provision(databases.toProduction, databases.toFresh);
      long upper = read(databases).get("audit_log").upper();
      databases.fresh.execute(
          "ALTER TABLE audit_log RENAME TO log; CREATE TABLE audit_log (x int); DROP TABLE cache");

      Map<String, LowerTable> tables = read(databases);

      assertThat(tables.get("audit_log").upper()).isEqualTo(upper);
      assertThat(tables.get("cache").upper()).isZero();
    }
  }

  private static Map<String, LowerTable> read(TwoDatabases databases) {
    return LowerTables.read(databases.toProduction, databases.toFresh).stream()
        .collect(Collectors.toMap(LowerTable::name, Function.identity()));
  }
}
