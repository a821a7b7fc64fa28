package io.pgveneer.routine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutineBodiesTest {

  @Test
  void shouldRewriteEachQueryOfAPlpgsqlBody() {
    assertBody(
        """
        DECLARE
          n integer := (SELECT count(*) FROM users);
          c CURSOR FOR SELECT id FROM users;
          r users%ROWTYPE;
        BEGIN
          SELECT count(*) INTO STRICT n FROM users WHERE id > 3;
          IF EXISTS (SELECT 1 FROM users WHERE id = n) THEN
            n := n + (SELECT max(id) FROM users);
          ELSIF n = CASE WHEN true THEN 1 ELSE 2 END THEN
            PERFORM id FROM users;
          END IF;
          FOR r IN SELECT * FROM users ORDER BY id LOOP
            RETURN NEXT r;
          END LOOP;
          FOR i IN 1..10 LOOP NULL; END LOOP;
          RETURN QUERY SELECT * FROM users;
        END
        """,
        """
        DECLARE
          n integer := (SELECT count(*) FROM merged);
          c CURSOR FOR SELECT id FROM merged;
          r users%ROWTYPE;
        BEGIN
          SELECT count(*)               FROM merged WHERE id > 3 INTO STRICT n;
          IF EXISTS (SELECT 1 FROM merged WHERE id = n) THEN
            n := n + (SELECT max(id) FROM merged);
          ELSIF n = CASE WHEN true THEN 1 ELSE 2 END THEN
            PERFORM id FROM merged;
          END IF;
          FOR r IN SELECT * FROM merged ORDER BY id LOOP
            RETURN NEXT r;
          END LOOP;
          FOR i IN 1..10 LOOP NULL; END LOOP;
          RETURN QUERY SELECT * FROM merged;
        END
        """);
  }

  @Test
  void shouldCopyUpBeforeAWrite() {
    assertBody(
        "BEGIN IF a THEN UPDATE users SET x = 1 WHERE id = $1 RETURNING id INTO b; END IF; END",
        "BEGIN IF a THEN PERFORM copy_up($1); UPDATE users SET x = 1 WHERE id = $1 RETURNING id "
            + "       INTO b; END IF; END");
  }

  @Test
  void shouldCopyUpBeforeALoopOverAWrite() {
    assertBody(
        "BEGIN FOR r IN UPDATE users SET x = 1 RETURNING * LOOP NULL; END LOOP; END",
        "BEGIN PERFORM copy_up($1); FOR r IN UPDATE users SET x = 1 RETURNING * LOOP NULL; END LOOP; END");
  }

  @Test
  void shouldLookAtDynamicSqlWhenItRuns() {
    assertBody(
        "BEGIN EXECUTE format('SELECT count(*) FROM %I', t) INTO n USING 1; RETURN n; END",
        "BEGIN EXECUTE pgveneer.dynamic_sql((format('SELECT count(*) FROM %I', t))::text, true) INTO n"
            + " USING 1; RETURN n; END");
  }

  @Test
  void shouldLeaveATriggerThatOnlyLogsAlone() {
    assertBody(
        "BEGIN NEW.at := now(); INSERT INTO log (t) VALUES (TG_TABLE_NAME); RETURN NEW; END",
        "BEGIN NEW.at := now(); INSERT INTO log (t) VALUES (TG_TABLE_NAME); RETURN NEW; END");
  }

  @Test
  void shouldRewriteStatementsOfAnSqlBody() {
    assertThat(rewrite("sql", "SELECT 1 FROM users; UPDATE users SET x = $2"))
        .isEqualTo(
            new RewrittenBody.Changed(
                "SELECT 1 FROM merged; SELECT copy_up($1); UPDATE users SET x = $2"));
  }

  @Test
  void shouldSayWhyABodyIsImpossible() {
    assertThat(rewrite("plpgsql", "BEGIN LOCK TABLE users; END"))
        .isEqualTo(new RewrittenBody.Impossible("LOCK TABLE is not supported by pgveneer"));
    assertThat(rewrite("plperl", "spi_exec_query('select * from users')"))
        .isInstanceOf(RewrittenBody.Impossible.class);
  }

  private static void assertBody(String body, String expected) {
    RewrittenBody rewritten = rewrite("plpgsql", body);
    assertThat(rewritten)
        .isEqualTo(
            body.equals(expected)
                ? new RewrittenBody.Unchanged()
                : new RewrittenBody.Changed(expected));
  }

  private static RewrittenBody rewrite(String language, String body) {
    return RoutineBodies.rewrite(language, body, true, "users"::equals, RoutineBodiesTest::plan);
  }

  /// Reads of `users` become reads of `merged`; a write gets a step; LOCK is refused.
  private static Plan plan(String sql) {
    if (sql.startsWith("LOCK")) {
      return Plan.refused(
          StatementClass.LOCK, "test", sql, SqlError.unsupported("LOCK TABLE", null));
    }
    if (sql.startsWith("UPDATE")) {
      return new Plan(
          StatementClass.UPDATE,
          "test",
          List.of(new Step("SELECT copy_up($1)", List.of(1))),
          RewrittenSql.unchanged(sql),
          List.of(),
          false,
          Set.of(),
          null);
    }
    Splice splice = new Splice(sql);
    int at = sql.indexOf("FROM users");
    while (at >= 0) {
      splice.replace(new Extent(at, at + "FROM users".length()), "FROM merged");
      at = sql.indexOf("FROM users", at + 1);
    }
    return new Plan(
        StatementClass.QUERY, "test", List.of(), splice.apply(), List.of(), false, Set.of(), null);
  }
}
