package io.pgveneer.rewrite.dml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.rewrite.select.MergedReads;
import io.pgveneer.testkit.plan.PlanText;
import io.pgveneer.testkit.plan.Shop;
import org.junit.jupiter.api.Test;

class WriteHandlerTest {
  private static final String COPY_USERS =
      "step SELECT pgveneer_overlay.copy_up_1(array_agg(k.\"id\")) FROM ";
  private static final String COPY_ORDERS =
      "step SELECT pgveneer_overlay.copy_up_2(array_agg(k.\"order_id\")) FROM ";

  private final WriteHandler handler = new WriteHandler(new MergedReads());

  @Test
  void shouldCopyUpWhatAnUpdateTouches() {
    assertPlan(
        "UPDATE users SET email = 'updated.email@example.com' WHERE id = 5",
        """
        step SELECT pgveneer_overlay.touch_1(ARRAY[5])
        UPDATE users SET email = 'updated.email@example.com' WHERE id = 5""");
    assertPlan(
        "UPDATE public.users u SET email = $1 WHERE u.id = $2 AND u.name = $3 RETURNING u.*",
        COPY_USERS
            + """
              (SELECT "u"."id" FROM pgveneer_overlay.unmasked_1 AS "u" WHERE (u.id = $1) AND (u.name = $2) AND ((SELECT pgveneer_overlay.open_1(ARRAY[$1])))) k [2, 3]
              UPDATE public.users u SET email = $1 WHERE u.id = $2 AND u.name = $3 RETURNING u.*""");
    assertPlan(
        "DELETE FROM public.users WHERE public.users.id = 3",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE users.id = 3) k
              DELETE FROM public.users WHERE public.users.id = 3""");
  }

  @Test
  void shouldTellKeysFromConditions() {
    assertPlan(
        "DELETE FROM users u WHERE u.id = ANY ($1)",
        """
        step SELECT pgveneer_overlay.touch_1($1) [1]
        DELETE FROM users u WHERE u.id = ANY ($1)""");
    assertPlan(
        "DELETE FROM users WHERE id = ANY ('{1,2}'::bigint[])",
        """
        step SELECT pgveneer_overlay.touch_1('{1,2}'::bigint[])
        DELETE FROM users WHERE id = ANY ('{1,2}'::bigint[])""");
    assertPlan(
        "SELECT * FROM users WHERE id IN (7, '8', $1::int) FOR UPDATE",
        """
        step SELECT pgveneer_overlay.touch_1(ARRAY[7, CAST('8' AS integer), $1::int]) [1]
        SELECT * FROM users WHERE id IN (7, '8', $1::int) FOR UPDATE""");
    assertPlan(
        "DELETE FROM users WHERE id = name",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE id = name) k
              DELETE FROM users WHERE id = name""");
  }

  @Test
  void shouldCopyUpWholeCompositeKeys() {
    assertPlan(
        "DELETE FROM lines WHERE product_id BETWEEN 1 AND 3 AND quantity = 0",
        """
        step SELECT pgveneer_overlay.copy_up_3(array_agg(k."order_id"), array_agg(k."product_id")) FROM (SELECT "lines"."order_id", "lines"."product_id" FROM pgveneer_overlay.unmasked_3 AS "lines" WHERE (product_id BETWEEN 1 AND 3) AND (quantity = 0)) k
        DELETE FROM lines WHERE product_id BETWEEN 1 AND 3 AND quantity = 0""");
  }

  @Test
  void shouldCopyEverythingWhereNothingIsChosen() {
    assertPlan(
        "UPDATE users SET name = 'x'",
        COPY_USERS + "pgveneer_overlay.unmasked_1 k\nUPDATE users SET name = 'x'");
    assertPlan("DELETE FROM log", "step SELECT pgveneer.copy_all(4)\nDELETE FROM log");
    assertPlan("DELETE FROM local_notes", "DELETE FROM local_notes");
    assertPlan("DELETE FROM gone", "DELETE FROM gone");
  }

  @Test
  void shouldReadTheSourcesOfAnUpdateMerged() {
    assertPlan(
        "UPDATE orders o SET amount = 0 FROM users u WHERE u.id = o.user_id AND u.name = 'x'",
        COPY_ORDERS
            + """
              (SELECT "o"."order_id" FROM pgveneer_overlay.unmasked_2 AS "o", pgveneer_overlay.merged_1 u WHERE (u.id = o.user_id) AND (u.name = 'x')) k
              UPDATE orders o SET amount = 0 FROM pgveneer_overlay.merged_1 u WHERE u.id = o.user_id AND u.name = 'x'""");
    assertPlan(
        "DELETE FROM orders USING users WHERE users.id = user_id",
        COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders", pgveneer_overlay.merged_1 AS users WHERE users.id = user_id) k
              DELETE FROM orders USING pgveneer_overlay.merged_1 AS users WHERE users.id = user_id""");
    assertPlan(
        "UPDATE users SET name = 'x' WHERE id IN (SELECT user_id FROM orders)",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE id IN (SELECT user_id FROM pgveneer_overlay.merged_2 AS orders)) k
              UPDATE users SET name = 'x' WHERE id IN (SELECT user_id FROM pgveneer_overlay.merged_2 AS orders)""");
  }

  @Test
  void shouldReadCleanSourcesFromLowerButNeverWhatItCopiesUp() {
    assertThat(
            PlanText.of(
                handler,
                Shop.with("users", "orders"),
                "DELETE FROM orders WHERE user_id IN (SELECT id FROM users) AND amount > (SELECT"
                    + " avg(amount) FROM orders)"))
        .isEqualTo(
            COPY_ORDERS
                + """
                  (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE (user_id IN (SELECT id FROM pgveneer_overlay.merged_1 AS users)) AND (amount > (SELECT avg(amount) FROM pgveneer_overlay.merged_2 AS orders))) k
                  DELETE FROM orders WHERE user_id IN (SELECT id FROM pgveneer_overlay.lower_1 AS users) AND amount > (SELECT avg(amount) FROM pgveneer_overlay.merged_2 AS orders)
                  clean users""");
  }

  @Test
  void shouldNotEvaluateVolatileConditionsTwice() {
    assertPlan(
        "DELETE FROM users WHERE random() < 0.5 AND name LIKE 'a%'",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE name LIKE 'a%') k
              DELETE FROM users WHERE random() < 0.5 AND name LIKE 'a%'""");
    assertPlan(
        "DELETE FROM users WHERE my_check(id) OR id = 3",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users") k
              DELETE FROM users WHERE my_check(id) OR id = 3""");
    assertPlan(
        "DELETE FROM users WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY name) n"
            + " FROM users) t WHERE n > 1)",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users") k
              DELETE FROM users WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY name) n FROM pgveneer_overlay.merged_1 AS users) t WHERE n > 1)""");
  }

  @Test
  void shouldWidenLimitedSubqueriesToTheRowsThatTie() {
    assertPlan(
        "DELETE FROM orders WHERE order_id IN (SELECT order_id FROM orders ORDER BY amount LIMIT 10)",
        COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE order_id IN (SELECT order_id FROM pgveneer_overlay.merged_2 AS orders ORDER BY amount FETCH FIRST (CAST(10 AS bigint)) ROWS WITH TIES)) k
              DELETE FROM orders WHERE order_id IN (SELECT order_id FROM pgveneer_overlay.merged_2 AS orders ORDER BY amount LIMIT 10)""");
    assertPlan(
        "DELETE FROM orders WHERE order_id = (SELECT order_id FROM orders LIMIT 1)",
        COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE order_id = ANY (SELECT order_id FROM pgveneer_overlay.merged_2 AS orders )) k
              DELETE FROM orders WHERE order_id = (SELECT order_id FROM pgveneer_overlay.merged_2 AS orders LIMIT 1)""");
    assertPlan(
        "DELETE FROM orders WHERE order_id NOT IN (SELECT order_id FROM orders LIMIT 1)",
        COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders") k
              DELETE FROM orders WHERE order_id NOT IN (SELECT order_id FROM pgveneer_overlay.merged_2 AS orders LIMIT 1)""");
  }

  @Test
  void shouldCarryTheWithClauseAlong() {
    assertPlan(
        "WITH big AS (SELECT user_id FROM orders WHERE amount > 9) UPDATE users SET name = 'x' FROM big"
            + " WHERE id = user_id",
        """
        step WITH big AS (SELECT user_id FROM pgveneer_overlay.merged_2 AS orders WHERE amount > 9) SELECT pgveneer_overlay.copy_up_1(array_agg(k."id")) FROM (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users", big WHERE id = user_id) k
        WITH big AS (SELECT user_id FROM pgveneer_overlay.merged_2 AS orders WHERE amount > 9) UPDATE users SET name = 'x' FROM big WHERE id = user_id""");
    assertPlan(
        "WITH dead AS (DELETE FROM users WHERE id = 1 RETURNING id) DELETE FROM orders USING dead WHERE"
            + " user_id = dead.id AND amount = 0",
        "step SELECT pgveneer_overlay.touch_1(ARRAY[1])\n"
            + COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE amount = 0) k
              WITH dead AS (DELETE FROM users WHERE id = 1 RETURNING id) DELETE FROM orders USING dead WHERE user_id = dead.id AND amount = 0""");
  }

  @Test
  void shouldInsertNatively() {
    assertPlan(
        "INSERT INTO users (name, email) VALUES ('new_user', 'new@example.com') RETURNING id",
        "INSERT INTO users (name, email) VALUES ('new_user', 'new@example.com') RETURNING id");
    assertPlan(
        "INSERT INTO users SELECT id + 100, name FROM users u",
        "INSERT INTO users SELECT id + 100, name FROM pgveneer_overlay.merged_1 u");
    assertPlan("COPY users FROM STDIN", "COPY users FROM STDIN");
  }

  @Test
  void shouldKeepReadersOutBeforeATableIsLocked() {
    assertPlan(
        "TRUNCATE users, orders CASCADE",
        """
        step SELECT pgveneer.keep_readers_out('{1,2}', 'truncate', false)
        TRUNCATE users, orders CASCADE
        barrier""");
    assertPlan(
        "LOCK TABLE users",
        """
        step SELECT pgveneer.keep_readers_out('{1}', 'lock', false)
        LOCK TABLE users""");
    assertPlan("LOCK TABLE users IN SHARE MODE", "LOCK TABLE users IN SHARE MODE");
  }

  @Test
  void shouldCopyUpConflictingRows() {
    assertPlan(
        "INSERT INTO users (name, email) VALUES ($1, $2), ('b', 'c') ON CONFLICT (email) DO UPDATE SET"
            + " name = excluded.name",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE ("users"."email") IN (VALUES (CAST($1 AS text)), (CAST('c' AS text)))) k [2]
              INSERT INTO users (name, email) VALUES ($1, $2), ('b', 'c') ON CONFLICT (email) DO UPDATE SET name = excluded.name""");
    assertPlan(
        "INSERT INTO users SELECT o.user_id, $1 FROM orders o ON CONFLICT (id) DO NOTHING",
        """
        step SELECT pgveneer_overlay.touch_1(ARRAY(SELECT CAST(pgveneer_new."id" AS integer) FROM (SELECT o.user_id, CAST($1 AS text) FROM pgveneer_overlay.merged_2 o) AS pgveneer_new("id", "name"))) [1]
        INSERT INTO users SELECT o.user_id, $1 FROM pgveneer_overlay.merged_2 o ON CONFLICT (id) DO NOTHING""");
    assertPlan(
        "INSERT INTO users (name) VALUES ('x') ON CONFLICT (id) DO NOTHING",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE (EXISTS (SELECT FROM pg_catalog.pg_attrdef d WHERE d.adrelid = 1 AND d.adnum = 1 AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) !~ '^nextval') OR (SELECT pgveneer.drawn_from(1, 1)) IS NOT NULL) AND (EXISTS (SELECT FROM pg_catalog.pg_attrdef d WHERE d.adrelid = 1 AND d.adnum = 1 AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) !~ '^nextval') OR "users"."id" >= (SELECT pgveneer.drawn_from(1, 1)))) k
              INSERT INTO users (name) VALUES ('x') ON CONFLICT (id) DO NOTHING""");
  }

  @Test
  void shouldCopyUpWhatAMergeJoins() {
    assertPlan(
        "MERGE INTO users u USING (SELECT * FROM orders) o ON u.id = o.user_id WHEN MATCHED THEN DELETE",
        COPY_USERS
            + """
              (SELECT "u"."id" FROM pgveneer_overlay.unmasked_1 AS "u", (SELECT * FROM pgveneer_overlay.merged_2 AS orders) o WHERE u.id = o.user_id) k
              MERGE INTO users u USING (SELECT * FROM pgveneer_overlay.merged_2 AS orders) o ON u.id = o.user_id WHEN MATCHED THEN DELETE""");
    assertPlan(
        "MERGE INTO users u USING orders o ON u.id = o.user_id WHEN NOT MATCHED BY SOURCE THEN DELETE",
        COPY_USERS
            + """
              pgveneer_overlay.unmasked_1 k
              MERGE INTO users u USING pgveneer_overlay.merged_2 o ON u.id = o.user_id WHEN NOT MATCHED BY SOURCE THEN DELETE""");
  }

  @Test
  void shouldLockRowsInUpper() {
    assertPlan(
        "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = $2 FOR UPDATE OF u",
        COPY_USERS
            + """
              (SELECT "u"."id" FROM pgveneer_overlay.unmasked_1 u JOIN pgveneer_overlay.merged_2 o ON o.user_id = u.id WHERE (u.id = $1) AND ((SELECT pgveneer_overlay.open_1(ARRAY[$1])))) k [2]
              SELECT * FROM users u JOIN pgveneer_overlay.merged_2 o ON o.user_id = u.id WHERE u.id = $2 FOR UPDATE OF u""");
    assertPlan(
        "SELECT id FROM users WHERE name IS NULL ORDER BY email LIMIT 3 FOR SHARE",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users" WHERE name IS NULL ORDER BY email FETCH FIRST (CAST(3 AS bigint)) ROWS WITH TIES) k
              SELECT id FROM users WHERE name IS NULL ORDER BY email LIMIT 3 FOR SHARE""");
    assertPlan(
        "UPDATE orders SET amount = 0 WHERE order_id = (SELECT order_id FROM orders WHERE amount = 1"
            + " ORDER BY order_id LIMIT 1 FOR UPDATE)",
        COPY_ORDERS
            + """
              (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE amount = 1 ORDER BY order_id FETCH FIRST (CAST(1 AS bigint)) ROWS WITH TIES) k
              UPDATE orders SET amount = 0 WHERE order_id = (SELECT order_id FROM orders WHERE amount = 1 ORDER BY order_id LIMIT 1 FOR UPDATE)""");
  }

  @Test
  void shouldLockWhatJoinsWithRowsThatAreStillInLower() {
    assertPlan(
        "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE o.amount = 5 FOR UPDATE",
        COPY_USERS
            + """
              (SELECT "u"."id" FROM pgveneer_overlay.unmasked_1 u JOIN pgveneer_overlay.merged_2 o ON o.user_id = u.id WHERE o.amount = 5) k
              """
            + COPY_ORDERS
            + """
              (SELECT "o"."order_id" FROM users u JOIN pgveneer_overlay.unmasked_2 o ON o.user_id = u.id WHERE o.amount = 5) k
              SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE o.amount = 5 FOR UPDATE""");
  }

  @Test
  void shouldHandOutEachFreeRowOnce() {
    assertPlan(
        "UPDATE orders SET amount = 0 WHERE order_id = (SELECT order_id FROM orders WHERE amount = $1"
            + " ORDER BY order_id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING *",
        """
        step SELECT count(*) FROM (SELECT FROM (SELECT "orders"."order_id" FROM pgveneer_overlay.unmasked_2 AS "orders" WHERE amount = $1 ORDER BY order_id OFFSET 0) k WHERE pgveneer_overlay.take_2(ARRAY[k."order_id"]) > 0 LIMIT CAST(1 AS bigint)) n [1]
        UPDATE orders SET amount = 0 WHERE order_id = (SELECT order_id FROM orders WHERE amount = $1 ORDER BY order_id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING *""");
  }

  @Test
  void shouldNotWaitWhereTheClientWouldNot() {
    assertPlan(
        "SELECT * FROM users FOR UPDATE NOWAIT",
        """
        step SELECT pgveneer_overlay.claim_1(true, array_agg(k."id")) FROM (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users") k
        SELECT * FROM users FOR UPDATE NOWAIT""");
  }

  @Test
  void shouldLockTheRowsBehindSubqueriesAndViews() {
    assertPlan(
        "SELECT * FROM (SELECT * FROM users) s FOR UPDATE",
        COPY_USERS
            + """
              (SELECT "users"."id" FROM pgveneer_overlay.unmasked_1 AS "users") k
              SELECT * FROM (SELECT * FROM users) s FOR UPDATE""");
    assertPlan(
        "UPDATE named_users SET name = 'x'",
        """
        step SELECT pgveneer_overlay.copy_up_1(array_agg(k."pgveneer_key_1")) FROM pgveneer_overlay.unmasked_10 k
        UPDATE named_users SET name = 'x'""");
  }

  @Test
  void shouldAskWhetherACursorStandsOnRowsOfUpper() {
    assertPlan(
        "UPDATE users SET name = 'x' WHERE CURRENT OF c",
        "step SELECT pgveneer.check_cursor('c')\nUPDATE users SET name = 'x' WHERE CURRENT OF c");
  }

  @Test
  void shouldTellTheStepsOfAStatementThatIsPreparedInSql() {
    assertPlan(
        "PREPARE p AS DELETE FROM users WHERE id = $1",
        """
        step SELECT pgveneer_overlay.touch_1(ARRAY[$1]) [1]
        PREPARE p AS DELETE FROM users WHERE id = $1""");
  }

  @Test
  void shouldNotCopyUpForExplainAlone() {
    assertPlan("EXPLAIN DELETE FROM users", "EXPLAIN DELETE FROM users");
    assertPlan(
        "EXPLAIN (ANALYZE) DELETE FROM users",
        COPY_USERS + "pgveneer_overlay.unmasked_1 k\nEXPLAIN (ANALYZE) DELETE FROM users");
  }

  private void assertPlan(String sql, String expected) {
    assertThat(PlanText.of(handler, Shop.with(), sql)).isEqualTo(expected);
  }
}
