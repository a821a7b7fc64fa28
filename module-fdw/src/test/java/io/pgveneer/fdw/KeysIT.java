package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows of known keys, and keys of the preview's own.
final class KeysIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE TABLE items (id serial PRIMARY KEY, name text, part_of int REFERENCES items);
      CREATE TABLE tokens (id uuid PRIMARY KEY, name text)
      """;
  private static final String ROWS =
      """
      INSERT INTO items (name) SELECT 'item ' || i FROM generate_series(1, 10) i;
      INSERT INTO tokens VALUES ('00000000-0000-0000-0000-000000000001', 'one')
      """;

  private static Preview open(int major) throws SQLException {
    return Preview.open(
        major,
        SCHEMA,
        ROWS,
        "SELECT setval('items_id_seq', 1000, false)",
        new OverlayOptions(true, 1000));
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldCopyUpRowsOfKnownKeysOnce(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String touch = "SELECT " + preview.view("touch", "items");
      String open = "SELECT " + preview.view("open", "items");

      assertThat(preview.one(open + "('{3,4}'::int[])")).isEqualTo("t");
      assertThat(preview.one(touch + "('{3,4,NULL,3}'::int[])")).isEqualTo("2");
      assertThat(preview.one(open + "('{3,4}'::int[])")).isEqualTo("f");
      assertThat(preview.one(touch + "('{3,4}'::int[])")).isEqualTo("0");
      assertThat(preview.rows("SELECT id, name FROM items ORDER BY id"))
          .containsExactly("3,item 3", "4,item 4");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("items"))).isEqualTo("10");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldTakeKeysOfEveryTypeThatCompares(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String touch = "SELECT " + preview.view("touch", "items");

      assertThat(preview.one(touch + "('{5,99999999999}'::bigint[])")).isEqualTo("1");
      assertThat(preview.one(touch + "('{6,6.5,1e30}'::numeric[])")).isEqualTo("1");
      assertThat(
              preview.one(
                  "SELECT "
                      + preview.view("touch", "tokens")
                      + "('{00000000-0000-0000-0000-000000000001}'::uuid[])"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldMaskNoKeyThatProductionHasNoRowFor(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("SELECT " + preview.view("touch", "items") + "('{50}'::int[])");

      preview.production.execute("INSERT INTO items (id, name) VALUES (50, 'late')");

      assertThat(preview.one("SELECT name FROM " + preview.merged("items") + " WHERE id = 50"))
          .isEqualTo("late");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldKeepItsOwnKeysAsRanges(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String kept = "SELECT first, last FROM " + preview.view("kept", "items") + " ORDER BY first";

      preview.run("INSERT INTO items (name) SELECT 'own' FROM generate_series(1, 5)");
      preview.run("INSERT INTO items (name) VALUES ('another')");
      assertThat(preview.rows(kept)).containsExactly("1000,1004", "1005,1005");
      assertThat(preview.one("SELECT count(*) FROM " + preview.view("mask", "items")))
          .isEqualTo("0");

      preview.run("DELETE FROM items WHERE id IN (1002, 1005)");
      preview.run("INSERT INTO items (id, name) VALUES (1002, 'again'), (1010, 'explicit')");
      assertThat(preview.rows(kept)).containsExactly("1000,1004", "1005,1005", "1010,1010");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShowRowsOfProductionUnlessTheirKeyIsKept(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("INSERT INTO items (name) SELECT 'own' FROM generate_series(1, 5)");

      preview.production.execute(
          "INSERT INTO items (id, name) VALUES (1003, 'hidden'), (2000, 'shown')");

      String late = " WHERE id IN (1003, 2000) ORDER BY id";
      assertThat(preview.rows("SELECT id, name FROM " + preview.merged("items") + late))
          .containsExactly("1003,own", "2000,shown");
      for (String kind : new String[] {"unmasked", "shipped"}) {
        assertThat(preview.rows("SELECT id, name FROM " + preview.view(kind, "items") + late))
            .containsExactly("2000,shown");
      }
      assertThat(preview.one("SELECT " + preview.view("touch", "items") + "('{1003,2000}'::int[])"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldSetThePlannerUpUnlessSomebodyHas(int major) throws SQLException {
    String settings =
        "SELECT unnest(setconfig) AS s FROM pg_db_role_setting s JOIN pg_database d ON"
            + " d.oid = s.setdatabase WHERE d.datname = current_database() ORDER BY 1";
    try (Preview preview = open(major)) {
      assertThat(preview.rows(settings))
          .containsExactly("jit=off", "random_page_cost=0.1", "seq_page_cost=0.1");

      preview.run("ALTER DATABASE " + preview.fresh.name() + " SET random_page_cost = 2");
      preview.run("ALTER DATABASE " + preview.fresh.name() + " RESET seq_page_cost");
      preview.install();
      assertThat(preview.rows(settings)).containsExactly("jit=off", "random_page_cost=2");
    }
  }
}
