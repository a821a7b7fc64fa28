package io.pgveneer.sql;

import static io.pgveneer.sql.Shown.known;
import static io.pgveneer.sql.Shown.references;
import static io.pgveneer.sql.Shown.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlinesTest {

  @Test
  void shouldTellClausesOfQuery() {
    Outline outline =
        known(
            "SELECT u.id, count(*) FROM users u LEFT JOIN public.orders AS o ON o.user_id = u.id"
                + " WHERE u.name IS NOT DISTINCT FROM $1 GROUP BY u.id HAVING count(*) > 1"
                + " WINDOW w AS (ORDER BY 1) ORDER BY 2 LIMIT 10 OFFSET $2 ROWS"
                + " FOR NO KEY UPDATE OF u SKIP LOCKED");

    assertThat(outline.kind()).isEqualTo(StatementClass.QUERY);
    assertThat(references(outline)).containsExactly("FROM users u", "FROM public.orders o");
    assertThat(outline.parameters()).isEqualTo(2);
    QueryBlock block = outline.blocks().getFirst();
    assertThat(text(outline, block.select())).isEqualTo("u.id, count(*)");
    assertThat(text(outline, block.from()))
        .isEqualTo("users u LEFT JOIN public.orders AS o ON o.user_id = u.id");
    assertThat(text(outline, block.where())).isEqualTo("u.name IS NOT DISTINCT FROM $1");
    assertThat(text(outline, block.groupBy())).isEqualTo("u.id");
    assertThat(text(outline, block.having())).isEqualTo("count(*) > 1");
    assertThat(text(outline, block.window())).isEqualTo("w AS (ORDER BY 1)");
    assertThat(text(outline, block.orderBy())).isEqualTo("2");
    assertThat(text(outline, block.limit())).isEqualTo("10");
    assertThat(text(outline, block.offset())).isEqualTo("$2");
    assertThat(text(outline, block.paging())).isEqualTo("LIMIT 10 OFFSET $2 ROWS");
    QueryBlock.Locking locking = block.locking().getFirst();
    assertThat(text(outline, locking.extent())).isEqualTo("FOR NO KEY UPDATE OF u SKIP LOCKED");
    assertThat(locking.strength()).isEqualTo("NO KEY UPDATE");
    assertThat(locking.of()).containsExactly("u");
    assertThat(locking.waiting()).isEqualTo("SKIP LOCKED");
  }

  @Test
  void shouldTellExtentsOfTable() {
    Outline outline =
        known("SELECT 1 FROM ONLY (public.\"Users\") AS u (a, b) TABLESAMPLE system (5), t * x");

    TableReference users = outline.references().getFirst();
    assertThat(users.schema()).isEqualTo("public");
    assertThat(users.relation()).isEqualTo("Users");
    assertThat(users.only()).isTrue();
    assertThat(text(outline, users.name())).isEqualTo("public.\"Users\"");
    assertThat(text(outline, users.whole())).isEqualTo("ONLY (public.\"Users\")");
    assertThat(text(outline, users.columnAliases())).isEqualTo("(a, b)");
    assertThat(text(outline, users.tableSample())).isEqualTo("TABLESAMPLE system (5)");
    assertThat(text(outline, users.item()))
        .isEqualTo("ONLY (public.\"Users\") AS u (a, b) TABLESAMPLE system (5)");
    assertThat(text(outline, outline.references().getLast().whole())).isEqualTo("t *");
  }

  @Test
  void shouldKnowThatCommonTableHidesTable() {
    Outline outline =
        known("WITH users AS (SELECT * FROM users) SELECT * FROM users, public.users");

    assertThat(references(outline)).containsExactly("FROM users", "FROM public.users");
    assertThat(outline.references().getFirst().name().start()).isEqualTo(29);
    assertThat(outline.commonTables()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a",
        "WITH x AS (WITH y AS (SELECT 1) SELECT * FROM y) SELECT * FROM x",
        "WITH x AS (SELECT 1) (SELECT * FROM x) UNION TABLE x ORDER BY 1",
        "WITH x AS MATERIALIZED (SELECT 1), y AS (SELECT * FROM x) SELECT (SELECT 1 FROM y)",
        "CREATE TABLE t AS WITH x AS (SELECT 1) SELECT * FROM x, LATERAL (SELECT * FROM x) y",
        "WITH RECURSIVE x(a, b) AS (VALUES (1, 2) UNION ALL SELECT a, b FROM x)"
            + " SEARCH DEPTH FIRST BY a, b SET o CYCLE a, b SET c TO true DEFAULT false USING p,"
            + " y AS (SELECT 1) SELECT * FROM x, y",
      })
  void shouldFindNoTableWhereOnlyCommonTablesAreRead(String sql) {
    assertThat(references(sql)).noneMatch(reference -> reference.startsWith("FROM"));
  }

  @Test
  void shouldKeepScopeOfCommonTables() {
    Outline outline =
        known(
            "SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) s, x"
                + " WHERE EXISTS (SELECT FROM x)");

    assertThat(references(outline)).containsExactly("FROM x", "FROM x");
    assertThat(outline.commonTables()).hasSize(1);
  }

  @Test
  void shouldTellPartsOfInsert() {
    Outline outline =
        known(
            "WITH s AS (SELECT 1) INSERT INTO t AS x (a, b) SELECT * FROM s JOIN u ON true"
                + " ON CONFLICT (a, lower(b)) WHERE b > 0"
                + " DO UPDATE SET b = excluded.b WHERE x.b < 5 RETURNING WITH (OLD AS o) o.*");

    Write write = outline.writes().getFirst();
    assertThat(outline.kind()).isEqualTo(StatementClass.INSERT);
    assertThat(write.target().alias()).isEqualTo("x");
    assertThat(text(outline, write.with())).isEqualTo("WITH s AS (SELECT 1)");
    assertThat(text(outline, write.columns())).isEqualTo("a, b");
    assertThat(text(outline, write.source())).isEqualTo("SELECT * FROM s JOIN u ON true");
    Write.Conflict conflict = Objects.requireNonNull(write.conflict());
    assertThat(text(outline, conflict.target())).isEqualTo("a, lower(b)");
    assertThat(text(outline, conflict.targetWhere())).isEqualTo("b > 0");
    assertThat(text(outline, conflict.set())).isEqualTo("b = excluded.b");
    assertThat(text(outline, conflict.where())).isEqualTo("x.b < 5");
    assertThat(text(outline, write.returning())).isEqualTo("o.*");
    assertThat(references(outline)).containsExactly("TARGET t x", "FROM u");
  }

  @Test
  void shouldTellPartsOfUpdate() {
    Outline outline =
        known(
            "UPDATE ONLY t AS x SET a = 1, (b, c) = (SELECT 2, d FROM e) FROM u, v"
                + " WHERE x.a IS DISTINCT FROM u.a RETURNING x.*");

    Write write = outline.writes().getFirst();
    assertThat(text(outline, write.set())).isEqualTo("a = 1, (b, c) = (SELECT 2, d FROM e)");
    assertThat(text(outline, write.from())).isEqualTo("u, v");
    assertThat(text(outline, write.where())).isEqualTo("x.a IS DISTINCT FROM u.a");
    assertThat(references(outline)).containsExactly("TARGET t x", "FROM e", "FROM u", "FROM v");
  }

  @Test
  void shouldTellPartsOfMerge() {
    Outline outline =
        known(
            "MERGE INTO t USING (SELECT * FROM s) s ON CASE WHEN t.a THEN t.id = s.id END"
                + " WHEN MATCHED AND s.d IS NULL THEN DELETE"
                + " WHEN NOT MATCHED BY SOURCE THEN UPDATE SET a = (SELECT 1 FROM q), b = 2"
                + " WHEN NOT MATCHED THEN INSERT (a) OVERRIDING USER VALUE VALUES (s.a)"
                + " WHEN MATCHED THEN DO NOTHING RETURNING merge_action(), t.*");

    Write write = outline.writes().getFirst();
    assertThat(text(outline, write.source())).isEqualTo("(SELECT * FROM s) s");
    assertThat(text(outline, write.where())).isEqualTo("CASE WHEN t.a THEN t.id = s.id END");
    assertThat(references(outline)).containsExactly("TARGET t", "FROM s", "FROM q");
    assertThat(text(outline, write.returning())).isEqualTo("merge_action(), t.*");
  }

  @Test
  void shouldTellNestedWrites() {
    Outline outline =
        known("WITH d AS (DELETE FROM a WHERE x RETURNING *) INSERT INTO b SELECT * FROM d");

    assertThat(outline.writes()).extracting(Write::nested).containsExactly(true, false);
    assertThat(outline.writes())
        .extracting(Write::kind)
        .containsExactly(StatementClass.DELETE, StatementClass.INSERT);
  }

  @Test
  void shouldTellCursorOfPositionedUpdate() {
    assertThat(known("DELETE FROM t WHERE CURRENT OF c").writes().getFirst().currentOf())
        .isEqualTo("c");
  }

  @Test
  void shouldNestBlocks() {
    Outline outline =
        known("SELECT a FROM t UNION (SELECT b FROM u ORDER BY 1) ORDER BY 1 FETCH FIRST ROW ONLY");

    assertThat(outline.blocks())
        .extracting(QueryBlock::kind)
        .containsExactly(QueryBlock.Kind.COMPOUND, QueryBlock.Kind.SELECT, QueryBlock.Kind.SELECT);
    assertThat(outline.blocks()).extracting(QueryBlock::parent).containsExactly(-1, 0, 0);
    assertThat(text(outline, outline.blocks().getFirst().paging()))
        .isEqualTo("FETCH FIRST ROW ONLY");
    assertThat(outline.references()).extracting(TableReference::block).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM (((a JOIN b ON a.x = b.x) JOIN c ON true) JOIN d USING (y) AS j)",
        "SELECT * FROM a LEFT JOIN b JOIN c ON b.x = c.x ON a.x = b.x, d",
        "SELECT * FROM ((SELECT * FROM a) s JOIN b ON true), ((TABLE c) UNION SELECT * FROM d) u",
        "SELECT * FROM a NATURAL FULL OUTER JOIN (b CROSS JOIN c) x, ONLY d",
        "SELECT ARRAY(SELECT 1 FROM a), ARRAY[(SELECT 1 FROM b)], f((((SELECT 1 FROM c)))),"
            + " CASE WHEN 1 IN ((SELECT 1) UNION (SELECT 2 FROM d)) THEN 1 END",
        "SELECT * FROM f((SELECT 1 FROM a)) WITH ORDINALITY AS f (x, y),"
            + " ROWS FROM (g() AS (z int), h((SELECT 2 FROM b))) r,"
            + " XMLTABLE('/r' PASSING (SELECT x FROM c) COLUMNS y int) xt,"
            + " JSON_TABLE((SELECT x FROM d), '$' COLUMNS (y int)) AS jt, current_date",
        "VALUES ((SELECT 1 FROM a), 2), (3, (SELECT 4 FROM b UNION SELECT 5 FROM c)),"
            + " (1, (TABLE d))",
        "SELECT left(x, 2) FROM a JOIN b ON left(a.x, 1) = right(b.x, 1) LEFT JOIN c ON true, d",
        "SELECT 1 AS from, t.from, \"from\" FROM a t, b limits, c AS \"limit\", d",
        "SELECT x::timestamp with time zone, collation for (x), percentile_cont(0.5)"
            + " WITHIN GROUP (ORDER BY y), x IS JSON WITH UNIQUE KEYS, JSON_ARRAY(SELECT 1 FROM a"
            + " RETURNING jsonb) FROM b TABLESAMPLE bernoulli (1) REPEATABLE (2), c, d",
      })
  void shouldFindTablesWhereverTheyStand(String sql) {
    assertThat(Outlines.of(sql).references())
        .as(Outlines.of(sql).problem())
        .extracting(TableReference::relation)
        .containsExactly("a", "b", "c", "d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPLAIN (ANALYZE, FORMAT json) UPDATE t SET a = 1 | EXPLAIN | UPDATE",
        "EXPLAIN ANALYZE VERBOSE CREATE TABLE t AS SELECT 1 | EXPLAIN | CREATE_AS",
        "EXPLAIN (SELECT 1) | EXPLAIN | QUERY",
        "PREPARE p (int) AS DELETE FROM t | PREPARE | DELETE",
        "DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1 | DECLARE | QUERY",
        "COPY (SELECT 1) TO STDOUT WITH (FORMAT csv) | COPY | QUERY",
        "CREATE UNLOGGED TABLE IF NOT EXISTS t (a) AS VALUES (1) WITH NO DATA | CREATE_AS | QUERY",
        "SELECT a INTO TEMP t FROM b | CREATE_AS |",
        "COPY t (a) FROM STDIN WHERE a > 1 | COPY |",
        "TRUNCATE ONLY a, b RESTART IDENTITY CASCADE | TRUNCATE |",
        "LOCK TABLE a IN ACCESS EXCLUSIVE MODE NOWAIT | LOCK |",
        "PREPARE TRANSACTION 'x' | TRANSACTION |",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY | TRANSACTION |",
        "SET search_path TO a, b | SESSION |",
        "FETCH ALL FROM c | CURSOR |",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY m | CREATE_AS |",
        "VACUUM (ANALYZE) a (x), b | MAINTENANCE |",
        "NOTIFY c | NOTIFICATION |",
        "-- nothing | EMPTY |",
        "DO $$ BEGIN END $$ | DO |",
        "CALL p((SELECT 1)) | CALL |",
        "COMMENT ON COLUMN a.b.c IS NULL | DDL |",
      })
  void shouldClassify(String sql, StatementClass kind, StatementClass inner) {
    Outline outline = Outlines.of(sql);

    assertThat(outline.kind()).as(outline.problem()).isEqualTo(kind);
    assertThat(outline.inner()).isEqualTo(inner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELEC 1",
        "SELECT a FROM WHERE b",
        "SELECT a FROM t WHERE",
        "SELECT a FROM t JOIN u",
        "SELECT a FROM t JOIN u ON",
        "SELECT a FROM t; SELECT 2",
        "SELECT (a FROM t",
        "SELECT a) FROM t",
        "SELECT 'a FROM t",
        "SELECT a FROM a.b.c.d",
        "SELECT a FROM t GROUP a",
        "SELECT a FROM t WHERE b WHERE c",
        "SELECT f(a, SELECT b FROM c)",
        "SELECT a FROM t FOR UPDATES",
        "INSERT INTO t",
        "INSERT t VALUES (1)",
        "UPDATE t WHERE a",
        "DELETE t",
        "MERGE INTO t USING s ON true",
        "CREATE NOTHING x",
        "ALTER TABLE t",
        "DROP TABLE",
        "GRANT SELECT ON",
        "COPY t",
        "EXPLAIN EXPLAIN SELECT 1",
        "/* open",
      })
  void shouldCallStatementWithoutStructureUnknown(String sql) {
    Outline outline = Outlines.of(sql);

    assertThat(outline.kind()).isEqualTo(StatementClass.UNKNOWN);
    assertThat(outline.problem()).isNotBlank();
  }

  @Test
  void shouldFoldNamesAsPostgresqlDoes() {
    String longName = "a".repeat(70);

    Outline outline =
        known(
            "SELECT 1 FROM UsErs, \"A\"\"b\", U&\"d\\0061t\\+000061\", U&\"x!0061\" UESCAPE '!' q, "
                + longName);

    assertThat(outline.references())
        .extracting(TableReference::relation)
        .containsExactly("users", "A\"b", "data", "xa", "a".repeat(63));
  }

  @Test
  void shouldDropClosingSemicolon() {
    assertThat(known("SELECT 1 ; ; -- done").sql()).isEqualTo("SELECT 1 ");
  }
}
