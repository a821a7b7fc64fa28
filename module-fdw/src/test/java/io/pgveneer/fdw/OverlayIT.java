package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OverlayIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE TABLE users (id serial PRIMARY KEY, name text, email text UNIQUE);
      CREATE TABLE orders (order_id serial PRIMARY KEY, user_id int REFERENCES users, amount numeric(10,2));
      CREATE TABLE line (o int, n int, what varchar(20), PRIMARY KEY (o, n));
      CREATE TABLE log (what text)
      """;
  private static final String ROWS =
      """
      INSERT INTO users (name, email) SELECT 'user ' || i, 'u' || i || '@x' FROM generate_series(1, 1000) i;
      INSERT INTO orders (user_id, amount) SELECT 1 + i % 1000, i FROM generate_series(1, 20000) i;
      INSERT INTO line SELECT i, j, 'w' FROM generate_series(1, 100) i, generate_series(1, 3) j;
      INSERT INTO log SELECT 'l' || i FROM generate_series(1, 5) i
      """;

  private static Preview open(int major) throws SQLException {
    return Preview.open(major, SCHEMA, ROWS);
  }

  private static String plan(Preview preview, String sql) throws SQLException {
    return String.join("\n", preview.rows("EXPLAIN (VERBOSE, COSTS OFF) " + sql));
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShowLowerRowsAndKeepThemOnASecondRun(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("SELECT " + preview.view("copy_up", "users") + "(ARRAY[5])");
      preview.run("UPDATE users SET email = 'changed' WHERE id = 5");

      long added = preview.install();

      assertThat(added).isZero();
      assertThat(
              preview.rows(
                  "SELECT id, email FROM "
                      + preview.merged("users")
                      + " WHERE id IN (4, 5) ORDER BY id"))
          .containsExactly("4,u4@x", "5,changed");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("users"))).isEqualTo("1000");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShipConditionsAndJoinKeysToProduction(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String users = preview.merged("users");
      String orders = preview.merged("orders");

      assertThat(plan(preview, "SELECT * FROM " + users + " WHERE id = 7"))
          .contains("WHERE ((id = 7))");
      assertThat(
              plan(
                  preview,
                  "SELECT u.* FROM "
                      + orders
                      + " o JOIN "
                      + users
                      + " u ON u.id = o.user_id"
                      + " WHERE o.order_id = 7"))
          .contains("WHERE ((order_id = 7))")
          .contains("$1::integer");
      assertThat(plan(preview, "SELECT * FROM " + users + " ORDER BY id LIMIT 3"))
          .contains("Merge Append");
      assertThat(
              plan(
                  preview,
                  "SELECT count(*) FROM "
                      + preview.view("lower", "users")
                      + " u JOIN "
                      + preview.view("lower", "orders")
                      + " o ON u.id = o.user_id"))
          .contains("Remote SQL: SELECT count(*)");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldLookForEachKeyOfAPageHoweverManyAreMasked(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run(
          "SELECT "
              + preview.view("copy_up", "orders")
              + "(ARRAY(SELECT generate_series(1, 10000)))");
      preview.run("ANALYZE " + preview.view("mask", "orders"));
      String page = " ORDER BY order_id DESC LIMIT 3";

      assertThat(plan(preview, "SELECT * FROM " + preview.merged("orders") + page))
          .contains("hashed SubPlan");
      String probed = "SELECT order_id FROM " + preview.view("keyed", "orders") + page;
      assertThat(plan(preview, probed))
          .contains("Merge Append", "SubPlan")
          .doesNotContain("hashed");
      assertThat(preview.rows(probed)).containsExactly("20000", "19999", "19998");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldCopyUpOnceAndNeverFireTriggers(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run(
          "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN RAISE EXCEPTION ''fired''; END'");
      preview.run(
          "CREATE TRIGGER boom BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION boom()");
      String copyUp = "SELECT " + preview.view("copy_up", "orders") + "(ARRAY[7, 8, NULL])";

      assertThat(preview.signals(copyUp))
          .containsExactly("PV001 " + preview.one("SELECT 'orders'::regclass::oid"));
      assertThat(preview.one(copyUp)).isEqualTo("0");
      assertThat(preview.one("SELECT count(*) FROM orders")).isEqualTo("2");
      assertThat(preview.one("SELECT count(*), sum(amount) FROM " + preview.merged("orders")))
          .isEqualTo("20000,200010000.00");
      preview.run("SELECT " + preview.view("copy_up", "line") + "(ARRAY[5, 6], ARRAY[1, 2])");
      assertThat(preview.rows("SELECT o, n FROM line")).containsExactly("5,1", "6,2");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldCopyATableWithoutKeyWholeAndOnce(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String copy = "SELECT pgveneer.copy_whole('log'::regclass)";

      assertThat(preview.one(copy)).isEqualTo("5");
      assertThat(preview.one(copy)).isEqualTo("0");
      preview.run("INSERT INTO log VALUES ('mine')");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("log"))).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldFollowDdlByAnyRouteAndItsRollback(int major) throws SQLException {
    try (Preview preview = open(major)) {
      assertThat(
              preview.signals("ALTER TABLE users ADD COLUMN city varchar(20), ADD n int DEFAULT 7"))
          .singleElement()
          .asString()
          .matches("PV002 \\d+");
      preview.run("DO 'BEGIN ALTER TABLE users RENAME email TO mail; END'");
      preview.run("ALTER TABLE users ADD g text GENERATED ALWAYS AS (name || '!') STORED");
      assertThat(preview.rows("SELECT * FROM " + preview.merged("users") + " WHERE id = 3"))
          .containsExactly("3,user 3,u3@x,null,7,user 3!");
      preview.run(
          "BEGIN; ALTER TABLE users DROP COLUMN name CASCADE; ALTER TABLE users RENAME id TO uid");
      assertThat(preview.rows("SELECT * FROM " + preview.merged("users") + " WHERE uid = 3"))
          .containsExactly("3,u3@x,null,7");
      preview.run("ROLLBACK");
      assertThat(preview.rows("SELECT * FROM " + preview.merged("users") + " WHERE id = 3"))
          .containsExactly("3,user 3,u3@x,null,7,user 3!");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldFillAVolatileDefaultOnceForEachRow(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("ALTER TABLE users ADD token uuid DEFAULT gen_random_uuid()");
      List<String> first =
          preview.rows("SELECT token FROM " + preview.merged("users") + " ORDER BY id");

      assertThat(first).hasSize(1000).doesNotHaveDuplicates();
      assertThat(preview.rows("SELECT token FROM " + preview.merged("users") + " ORDER BY id"))
          .isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldTreatATableCreatedAgainAsNew(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("DROP TABLE log");
      preview.run("CREATE TABLE log (what text)");

      assertThat(preview.rows("SELECT merged FROM pgveneer.relations(NULL) WHERE relname = 'log'"))
          .containsExactly("null");
      assertThat(preview.one("SELECT count(*) FROM pg_class WHERE relname LIKE 'merged%'"))
          .isEqualTo("3");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldHideEverythingAfterTruncateUntilRolledBack(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("BEGIN; TRUNCATE orders");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("orders"))).isEqualTo("0");
      preview.run("ROLLBACK");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("orders")))
          .isEqualTo("20000");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldSignalAWriteOnceAndAgainAfterARollback(int major) throws SQLException {
    try (Preview preview = open(major)) {
      String insert = "INSERT INTO log VALUES ('x')";

      preview.run("BEGIN");
      assertThat(preview.signals(insert)).hasSize(1);
      assertThat(preview.signals(insert)).isEmpty();
      preview.run("ROLLBACK");
      assertThat(preview.signals(insert)).hasSize(1);
      assertThat(preview.rows("SELECT relname FROM pgveneer.relations(NULL) WHERE dirty"))
          .containsExactly("log");
    }
  }
}
