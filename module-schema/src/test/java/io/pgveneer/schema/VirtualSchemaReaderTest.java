package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualSchemaReaderTest {
  private static final VirtualSchema NOTHING = new VirtualSchema(List.of());

  @Test
  void shouldReadArraysAsPostgresqlPrintsThem() {
    assertThat(VirtualSchemaReader.array("{}")).isEmpty();
    assertThat(VirtualSchemaReader.array(null)).isEmpty();
    assertThat(VirtualSchemaReader.array("{id,\"my col\",\"q\\\"x\\\\\",\"a,b\",\"\"}"))
        .containsExactly("id", "my col", "q\"x\\", "a,b", "");
  }

  @Test
  void shouldReadAFederatedTable() {
    VirtualSchemaReader.Reading reading =
        VirtualSchemaReader.read(
            List.of(
                row(
                    "7:9:8",
                    "16402",
                    "public",
                    "users",
                    "r",
                    "m.users",
                    "m.whole",
                    "m.rest",
                    "m.copy",
                    "{id}",
                    "f",
                    "t",
                    "{16500,16501}",
                    "{16402}",
                    "{1,3}",
                    "{id,\"full name\"}",
                    "{integer,\"character varying(20)\"}",
                    "{na,u$r16500}",
                    "{-1,12}",
                    "{}",
                    "{id}",
                    "m.shipped",
                    "m.hidden",
                    "m.probed",
                    "m.keyed",
                    "1000",
                    "5",
                    "8",
                    "t",
                    "t",
                    "m.paged",
                    "m.paged_whole",
                    "m.paged_keyed",
                    "{16402}")));

    VirtualSchema schema = reading.over(NOTHING);
    Relation users = schema.find("public", "users");
    assertThat(reading.dirty()).containsExactly(16402L);
    assertThat(reading.snapshot()).isEqualTo("7:9:8");
    assertThat(reading.present()).containsExactly(16402L);
    assertThat(schema.standsFor(16501)).isSameAs(users).isNotNull();
    assertThat(users.lower())
        .isEqualTo(
            new Relation.Lower(
                "m.users",
                "m.whole",
                "m.rest",
                "m.copy",
                List.of("id"),
                List.of(16402L),
                false,
                "m.shipped",
                "m.hidden",
                "m.probed",
                "m.keyed",
                new Relation.Paged("m.paged", "m.paged_whole", "m.paged_keyed"),
                1000,
                5,
                8,
                true));
    assertThat(users.parent()).isTrue();
    assertThat(users.columns())
        .containsExactly(
            new Column(1, "id", "integer", true, false, 'a', false, -1, 0, false, false),
            new Column(
                3,
                "full name",
                "character varying(20)",
                false,
                false,
                '\0',
                false,
                12,
                16500,
                true,
                true));
  }

  @Test
  void shouldReadARelationWithoutALowerSide() {
    VirtualSchemaReader.Reading reading =
        VirtualSchemaReader.read(
            List.of(
                row(
                    "7:9:8",
                    "5",
                    "public",
                    "v",
                    "v",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "f",
                    null,
                    "{}",
                    "{1}",
                    "{a}",
                    "{integer}",
                    "{\"\"}",
                    "{0}",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "f",
                    "f",
                    null,
                    null,
                    null,
                    "{5}")));

    Relation view = reading.over(NOTHING).find(5);
    assertThat(view).isNotNull();
    assertThat(view.isFederated()).isFalse();
  }

  @Test
  void shouldTellWhatChanged() {
    VirtualSchema before =
        new VirtualSchema(
            List.of(relation(1, "kept"), relation(2, "gone"), relation(3, "renamed")),
            Map.of(11L, 1L, 12L, 2L, 13L, 3L));
    List<@Nullable String> row = new ArrayList<>(Collections.nCopies(34, null));
    row.set(0, "7:9:8");
    row.set(1, "3");
    row.set(2, "public");
    row.set(3, "new name");
    row.set(4, "r");
    row.set(12, "{23}");
    row.set(28, "f");
    row.set(33, "{1,3}");

    VirtualSchema after = VirtualSchemaReader.read(List.of(row)).over(before);

    assertThat(after.relations())
        .extracting(Relation::name)
        .containsExactlyInAnyOrder("kept", "new name");
    assertThat(after.find("public", "renamed")).isNull();
    assertThat(after.standsFor(11)).isSameAs(before.find(1));
    assertThat(after.standsFor(12)).isNull();
    assertThat(after.standsFor(13)).isNull();
    assertThat(after.standsFor(23)).isSameAs(after.find(3));
  }

  @Test
  void shouldTellThatNothingChanged() {
    VirtualSchema before = new VirtualSchema(List.of(relation(1, "kept")));
    List<@Nullable String> row = new ArrayList<>(Collections.nCopies(34, null));
    row.set(0, "7:9:8");
    row.set(33, "{1}");

    assertThat(VirtualSchemaReader.read(List.of(row)).over(before).find(1))
        .isSameAs(before.find(1));
  }

  private static Relation relation(long oid, String name) {
    return new Relation(oid, "public", name, 'r', List.of(), null);
  }

  private static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
