package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
  private static final Set<String> TABLES = Set.of("users", "orders", "id", "name");

  private static List<String> unaccounted(Outline outline) {
    return Mentions.unaccounted(
            outline,
            true,
            (schema, name) -> TABLES.contains(name) && (schema == null || schema.equals("public")))
        .stream()
        .map(extent -> extent.in(outline.sql()))
        .toList();
  }

  /// An outline that has missed every table.
  private static Outline blind(String sql) {
    Outline outline = Outlines.of(sql);
    return new Outline(
        sql,
        outline.kind(),
        outline.inner(),
        outline.command(),
        outline.blocks(),
        List.of(),
        List.of(),
        outline.writes(),
        outline.parameters(),
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM users",
        "SELECT 1 FROM a, (((public.users u JOIN b ON true)))",
        "SELECT 1 FROM a x JOIN b ON x.c = b.c, ONLY users",
        "SELECT f((SELECT 1 FROM a LEFT JOIN LATERAL (SELECT 2 FROM users) l ON true))",
        "WITH a AS (UPDATE users SET b = 1) SELECT 1",
        "INSERT INTO users (id) VALUES (1)",
        "DELETE FROM a USING b JOIN users USING (id)",
        "MERGE INTO a USING users ON true WHEN MATCHED THEN DELETE",
        "TABLE users",
        "COPY users (id) FROM STDIN",
        "TRUNCATE a, users",
        "LOCK TABLE users",
        "VACUUM (ANALYZE) a, users",
        "CREATE TABLE a AS SELECT 1 FROM users",
        "CREATE INDEX ON users (id)",
        "ALTER TABLE IF EXISTS ONLY users ADD x int",
        "ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES users",
        "DROP TABLE a, users",
        "GRANT SELECT ON a, users TO b",
        "DECLARE c CURSOR FOR SELECT 1 FROM users",
        "PREPARE p AS SELECT 1 FROM users",
        "EXPLAIN DELETE FROM users",
      })
  void shouldFindTableThatOutlineMissed(String sql) {
    assertThat(unaccounted(blind(sql))).hasSize(1).first().asString().contains("users");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT users, u.orders, orders.id, name FROM a users, b AS orders",
        "SELECT extract(year FROM orders), trim(BOTH FROM name), substring(name FROM id) FROM a",
        "SELECT 1 FROM a JOIN b USING (id, name) WHERE x IS DISTINCT FROM users",
        "SELECT 1 FROM users(1), public.orders((SELECT 1)) AS f (id, name)",
        "SELECT 1 FROM a ORDER BY id, name LIMIT id OFFSET name FOR UPDATE OF users, orders",
        "INSERT INTO a (id, name) VALUES (users, orders) ON CONFLICT (id, name) DO UPDATE SET id = 1",
        "UPDATE a SET id = 1, name = 2 FROM b WHERE id = name RETURNING id, name",
        "WITH a AS (SELECT 1), orders AS (SELECT 2) SELECT 1 FROM a, orders",
        "CREATE TABLE a (id int, name text, users int)",
        "ALTER TABLE a ADD COLUMN users int, DROP COLUMN orders, RENAME id TO name",
        "CREATE POLICY users ON a FOR UPDATE USING (id = 1)",
        "CREATE STATISTICS s ON id, name FROM a",
        "GRANT SELECT (id, name) ON a TO users, orders",
        "FETCH ALL FROM users",
        "SET x = users, orders",
        "CREATE FUNCTION f() RETURNS TABLE (id int, name text) LANGUAGE sql AS 'x'",
        "SELECT 1 FROM ROWS FROM (f()) id",
        "DELETE FROM a USING b JOIN c USING (id)",
      })
  void shouldFindNothingWhereNoTableStands(String sql) {
    assertThat(unaccounted(Outlines.of(sql))).isEmpty();
  }

  @Test
  void shouldAccountForReferencesOfOutline() {
    assertThat(
            unaccounted(Outlines.of("SELECT 1 FROM users, public.orders WHERE id IN (TABLE id)")))
        .isEmpty();
  }
}
