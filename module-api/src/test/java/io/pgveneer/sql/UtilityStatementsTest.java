package io.pgveneer.sql;

import static io.pgveneer.sql.Shown.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtilityStatementsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE a (x int REFERENCES b (y), LIKE c INCLUDING ALL, FOREIGN KEY (x, PERIOD p)"
            + " REFERENCES d) INHERITS (e, f) PARTITION BY RANGE (x) | a b c d e f",
        "CREATE TABLE a PARTITION OF b FOR VALUES FROM (1) TO (2) PARTITION BY LIST (x) | a b",
        "CREATE TABLE a PARTITION OF b DEFAULT | a b",
        "CREATE FOREIGN TABLE a (x int) SERVER s OPTIONS (table_name 'b') | a",
        "CREATE OR REPLACE TEMP VIEW a (x) WITH (security_barrier) AS SELECT * FROM b"
            + " WITH CASCADED CHECK OPTION | a b",
        "CREATE RECURSIVE VIEW a (x) AS VALUES (1) UNION ALL SELECT x FROM a, b | a b",
        "CREATE MATERIALIZED VIEW IF NOT EXISTS a USING heap AS TABLE b WITH NO DATA | a b",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY a USING btree (lower(x))"
            + " INCLUDE (y) WHERE z | a",
        "CREATE CONSTRAINT TRIGGER t AFTER INSERT OR UPDATE OF x, y ON a FROM b DEFERRABLE"
            + " FOR EACH ROW WHEN (OLD.x IS DISTINCT FROM NEW.x) EXECUTE FUNCTION f() | a b",
        "CREATE RULE r AS ON UPDATE TO a WHERE EXISTS (SELECT FROM b) DO INSTEAD"
            + " (INSERT INTO c VALUES (1); DELETE FROM d USING e; NOTIFY x) | a b c d e",
        "CREATE RULE r AS ON DELETE TO a DO INSTEAD NOTHING | a",
        "CREATE POLICY p ON a FOR SELECT TO public USING (x IN (SELECT x FROM b))"
            + " WITH CHECK (EXISTS (TABLE c)) | a b c",
        "ALTER POLICY p ON a USING (x IN (SELECT x FROM b)) | a b",
        "CREATE STATISTICS s (ndistinct) ON x, y FROM a | a",
        "CREATE SEQUENCE a OWNED BY b.c | a",
        "CREATE PUBLICATION p FOR TABLE a (x) WHERE (x > 1), ONLY b, TABLES IN SCHEMA s, t | a b",
        "ALTER PUBLICATION p SET TABLE a, b | a b",
        "CREATE TYPE a AS (x int) | a",
        "CREATE TYPE t AS ENUM ('x') |",
        "CREATE SCHEMA s CREATE TABLE a (x int) CREATE VIEW b AS SELECT * FROM a c"
            + " CREATE INDEX ON a (x) GRANT SELECT ON a, b TO public | a b a a a b",
        "CREATE FUNCTION f(x int DEFAULT 1) RETURNS TABLE (y int) BEGIN ATOMIC SELECT * FROM a;"
            + " SELECT CASE WHEN true THEN 1 END FROM b; END | a b",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN (SELECT 1 FROM a) | a",
        "CREATE PROCEDURE f() LANGUAGE sql AS $$ SELECT * FROM a $$ |",
        "ALTER TABLE IF EXISTS ONLY a ADD COLUMN x int REFERENCES b, ADD CONSTRAINT c"
            + " FOREIGN KEY (y) REFERENCES c (z) ON DELETE SET NULL NOT VALID | a b c",
        "ALTER TABLE a ATTACH PARTITION b FOR VALUES IN (1) | a b",
        "ALTER TABLE a DETACH PARTITION b CONCURRENTLY | a b",
        "ALTER TABLE a INHERIT b, NO INHERIT c | a b c",
        "ALTER TABLE a ADD CONSTRAINT c CHECK (x > 0) NO INHERIT, RENAME TO b | a",
        "ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y |",
        "ALTER INDEX a ATTACH PARTITION b | a b",
        "ALTER TYPE a ADD ATTRIBUTE x int CASCADE | a",
        "ALTER TYPE t ADD VALUE 'x' BEFORE 'y' |",
        "ALTER TRIGGER t ON a RENAME TO u | a",
        "ALTER VIEW a ALTER COLUMN x SET DEFAULT (SELECT 1 FROM b) | a b",
        "DROP TABLE IF EXISTS a, b CASCADE | a b",
        "DROP INDEX CONCURRENTLY a | a",
        "DROP TRIGGER IF EXISTS t ON a RESTRICT | a",
        "DROP FUNCTION f(int), g |",
        "COMMENT ON TABLE a IS 'x' | a",
        "COMMENT ON CONSTRAINT c ON a IS 'x' | a",
        "COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x' |",
        "COMMENT ON FUNCTION f(int) IS 'x' |",
        "SECURITY LABEL FOR p ON TABLE a IS 'x' | a",
        "GRANT SELECT (x), UPDATE ON a, b TO c WITH GRANT OPTION | a b",
        "GRANT ALL ON TABLE a TO c | a",
        "GRANT USAGE ON SCHEMA a TO c |",
        "GRANT SELECT ON ALL TABLES IN SCHEMA a TO c |",
        "GRANT a TO b WITH ADMIN TRUE |",
        "REVOKE GRANT OPTION FOR SELECT ON a FROM c CASCADE | a",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO c |",
        "VACUUM FULL VERBOSE a (x, y), b | a b",
        "VACUUM (FREEZE) ONLY a | a",
        "ANALYZE VERBOSE | ",
        "CLUSTER VERBOSE a USING i | a",
        "CLUSTER i ON a | a",
        "REINDEX (VERBOSE) TABLE CONCURRENTLY a | a",
        "REINDEX SYSTEM a |",
        "LOCK ONLY a, b | a b",
        "ALTER OPERATOR @+@(int4, int4) OWNER TO x |",
        "CREATE CAST (int4 AS text) WITH INOUT |",
        "ALTER EXTENSION e ADD TABLE a | a",
        "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA s |",
        "CREATE USER MAPPING FOR CURRENT_USER SERVER s |",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS c |",
      })
  void shouldFindRelations(String sql, String relations) {
    assertThat(
            known(sql).references().stream()
                .map(TableReference::relation)
                .collect(Collectors.joining(" ")))
        .isEqualTo(relations == null ? "" : relations);
  }

  @Test
  void shouldNotWriteWhatIsOnlyDefined() {
    assertThat(known("CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b").writes()).isEmpty();
  }

  @Test
  void shouldNameColumnsRelation() {
    TableReference reference = known("COMMENT ON COLUMN s.\"A\".b IS 'x'").references().getFirst();

    assertThat(reference.schema()).isEqualTo("s");
    assertThat(reference.relation()).isEqualTo("A");
    assertThat(reference.name()).isEqualTo(new Extent(18, 23));
  }
}
