package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.plan.PlanText;
import io.pgveneer.testkit.plan.Shop;
import org.junit.jupiter.api.Test;

class SelectHandlerTest {
  private final SelectHandler handler = new SelectHandler("select", new MergedReads());

  @Test
  void shouldReadMergedRowsUnderTheSameName() {
    assertPlan("SELECT * FROM users", "SELECT * FROM pgveneer_overlay.merged_1 AS users");
    assertPlan(
        "SELECT u.id FROM public.users u, \"users\" AS \"U 2\"",
        "SELECT u.id FROM pgveneer_overlay.merged_1 u, pgveneer_overlay.merged_1 AS \"U 2\"");
    assertPlan("TABLE users", "SELECT * FROM pgveneer_overlay.merged_1 AS users");
    assertPlan("SELECT 1 FROM users *", "SELECT 1 FROM pgveneer_overlay.merged_1 AS users");
  }

  @Test
  void shouldReadCleanRelationsFromLowerAlone() {
    assertThat(
            PlanText.of(handler, Shop.with("users"), "SELECT * FROM users NATURAL JOIN orders o"))
        .isEqualTo(
            "SELECT * FROM pgveneer_overlay.lower_1 AS users NATURAL JOIN pgveneer_overlay.merged_2"
                + " o\nclean users");
    assertThat(PlanText.of(handler, Shop.with("users"), "PREPARE p AS SELECT * FROM users"))
        .isEqualTo("PREPARE p AS SELECT * FROM pgveneer_overlay.merged_1 AS users");
  }

  @Test
  void shouldLeaveWhatHasNoLowerSide() {
    assertPlan(
        "SELECT * FROM local_notes, gone, pg_stats, t WHERE ctid IS NULL",
        "SELECT * FROM local_notes, gone, pg_stats, t WHERE ctid IS NULL");
    assertPlan(
        "WITH users AS (SELECT 1) SELECT * FROM users",
        "WITH users AS (SELECT 1) SELECT * FROM users");
  }

  @Test
  void shouldDropTheSchemaOfColumnReferences() {
    assertPlan(
        "SELECT public.users.id, \"public\".users.* FROM public.users WHERE public . users.id > 3",
        "SELECT users.id, users.* FROM pgveneer_overlay.merged_1 AS users WHERE users.id > 3");
    assertPlan(
        "SELECT (SELECT public.users.id FROM orders users) FROM public.users",
        "0A000 column reference public.users behind an alias of that name is not supported by"
            + " pgveneer");
    assertPlan(
        "SELECT 1 FROM public.users, sales.users",
        "0A000 two tables named \"users\" in one FROM without aliases is not supported by pgveneer");
  }

  @Test
  void shouldGiveWholeRowsTheTablesType() {
    String row =
        "CASE WHEN \"u\" IS DISTINCT FROM NULL THEN ROW(\"u\".\"id\", \"u\".\"name\","
            + " \"u\".\"email\")::\"public\".\"users\" END";
    assertPlan("SELECT u FROM users u", "SELECT " + row + " AS u FROM pgveneer_overlay.merged_1 u");
    assertPlan(
        "SELECT full_name(u), f(u.*), array_agg(u) AS u FROM users u",
        "SELECT full_name("
            + row
            + "), f("
            + row
            + "), array_agg("
            + row
            + ") AS u FROM pgveneer_overlay.merged_1 u");
    assertPlan(
        "SELECT count(u), row_to_json(u.*), u.*, (u).name, u::text FROM users u WHERE u IS NOT NULL ORDER BY u",
        "SELECT count(u), row_to_json(u.*), u.*, (u).name, u::text FROM pgveneer_overlay.merged_1 u"
            + " WHERE u IS NOT NULL ORDER BY u");
    assertPlan(
        "SELECT name users, email AS users FROM users",
        "SELECT name users, email AS users FROM pgveneer_overlay.merged_1 AS users");
    assertPlan(
        "SELECT id FROM \"order\" ORDER BY id",
        "SELECT id FROM pgveneer_overlay.merged_9 AS \"order\" ORDER BY id");
  }

  @Test
  void shouldLeaveWhatOnlyTheTableItselfHas() {
    assertPlan("SELECT ctid, * FROM users", "not mine");
    assertPlan("SELECT * FROM ONLY people", "not mine");
    assertPlan("SELECT * FROM ONLY users", "SELECT * FROM pgveneer_overlay.merged_1 AS users");
    assertPlan("SELECT * FROM ONLY (users) u", "SELECT * FROM pgveneer_overlay.merged_1 u");
    assertPlan("SELECT * FROM users TABLESAMPLE system (1)", "not mine");
    assertPlan(
        "SELECT l.ctid FROM users u, local_notes l",
        "SELECT l.ctid FROM pgveneer_overlay.merged_1 u, local_notes l");
    assertPlan(
        "SELECT tableoid, oid FROM pg_class c",
        "SELECT tableoid, oid FROM pgveneer_catalog.\"pg_class+\" c");
  }

  @Test
  void shouldGroupByWhatThePrimaryKeyDecides() {
    assertPlan(
        "SELECT u.*, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id",
        "SELECT u.*, count(*) FROM pgveneer_overlay.merged_1 u JOIN pgveneer_overlay.merged_2 o ON"
            + " o.user_id = u.id GROUP BY u.id, \"u\".\"name\", \"u\".\"email\"");
    assertPlan(
        "SELECT name, max(amount) FROM users JOIN orders ON user_id = id GROUP BY users.id ORDER BY email",
        "SELECT name, max(amount) FROM pgveneer_overlay.merged_1 AS users JOIN"
            + " pgveneer_overlay.merged_2 AS orders ON user_id = id GROUP BY users.id, users.\"name\","
            + " users.\"email\" ORDER BY email");
    assertPlan(
        "SELECT id AS k, name FROM users GROUP BY 1",
        "SELECT id AS k, name FROM pgveneer_overlay.merged_1 AS users GROUP BY 1, users.\"name\"");
    assertPlan(
        "SELECT user_id, count(*) FROM orders GROUP BY user_id",
        "SELECT user_id, count(*) FROM pgveneer_overlay.merged_2 AS orders GROUP BY user_id");
    assertPlan(
        "SELECT * FROM docs GROUP BY id",
        "SELECT docs.\"id\", docs.\"title\", ((docs.\"body\")::pg_catalog.text)::pg_catalog.json AS \"body\""
            + " FROM pgveneer_overlay.merged_7 AS docs GROUP BY id, docs.\"title\","
            + " (docs.\"body\")::pg_catalog.text");
    assertPlan(
        "SELECT d.body, body ->> 'a', count(u) FROM docs d, users u GROUP BY d.id",
        "SELECT ((\"d\".\"body\")::pg_catalog.text)::pg_catalog.json AS \"body\","
            + " ((\"d\".\"body\")::pg_catalog.text)::pg_catalog.json ->> 'a', count(u)"
            + " FROM pgveneer_overlay.merged_7 d, pgveneer_overlay.merged_1 u"
            + " GROUP BY d.id, (\"d\".\"body\")::pg_catalog.text");
    assertPlan(
        "SELECT *, count(*) FROM docs JOIN users USING (id) GROUP BY docs.id",
        "0A000 GROUP BY the key of a table while column \"body\" of type json is used is not supported by pgveneer");
    assertPlan(
        "SELECT (SELECT d.body) FROM docs d GROUP BY d.id",
        "0A000 GROUP BY the key of a table while column \"body\" of type json is used is not supported by pgveneer");
  }

  @Test
  void shouldReadViewsThroughTheirTwins() {
    assertPlan(
        "SELECT v.name FROM named_users v", "SELECT v.name FROM pgveneer_overlay.merged_10 v");
  }

  @Test
  void shouldMakeParametersOfWhatHasOneValue() {
    assertPlan(
        "SELECT 1 FROM log WHERE at > now() - interval '7 days' AND (at < current_date OR id = 1)",
        "SELECT 1 FROM pgveneer_overlay.merged_4 AS log WHERE at > (SELECT now() - interval '7 days')"
            + " AND (at < (SELECT current_date) OR id = 1)");
    assertPlan(
        "SELECT 1 FROM log WHERE at - now() > '1 day' AND at > now() * 2 AND now() < at",
        "SELECT 1 FROM pgveneer_overlay.merged_4 AS log WHERE at - now() > '1 day' AND at > now() * 2"
            + " AND now() < at");
    assertPlan(
        "SELECT 1 FROM local_notes WHERE id = current_setting('a.b')::int",
        "SELECT 1 FROM local_notes WHERE id = current_setting('a.b')::int");
  }

  @Test
  void shouldCopyTheMergedRows() {
    assertPlan(
        "COPY users TO STDOUT WITH (FORMAT csv)",
        "COPY (SELECT \"id\", \"name\", \"email\" FROM pgveneer_overlay.merged_1) TO STDOUT WITH (FORMAT csv)");
    assertPlan(
        "COPY public.users (id, name) TO STDOUT",
        "COPY (SELECT id, name FROM pgveneer_overlay.merged_1) TO STDOUT");
    assertPlan(
        "COPY (SELECT * FROM users) TO STDOUT",
        "COPY (SELECT * FROM pgveneer_overlay.merged_1 AS users) TO STDOUT");
  }

  private void assertPlan(String sql, String expected) {
    assertThat(PlanText.of(handler, Shop.with(), sql)).isEqualTo(expected);
  }
}
