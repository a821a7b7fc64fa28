package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualSchemaReaderTest {

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
                    "7",
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
                    "m.paged_keyed")));

    Relation users = reading.schema().find("public", "users");
    assertThat(reading.dirty()).containsExactly(16402L);
    assertThat(reading.schema().version()).isEqualTo(7);
    assertThat(reading.schema().standsFor(16501)).isSameAs(users).isNotNull();
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
                    "7",
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
                    "f")));

    Relation view = reading.schema().find(5);
    assertThat(view).isNotNull();
    assertThat(view.isFederated()).isFalse();
  }

  private static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
