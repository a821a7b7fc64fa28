package io.pgveneer.sql;

import static io.pgveneer.sql.Shown.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What applications and tools send, written after what they are known to print.
class ApplicationSqlTest {

  private static List<String> tables(String sql) {
    return known(sql).references().stream().map(TableReference::relation).toList();
  }

  /// Every statement reads or writes `users` once and `orders` once, and nothing else.
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Rails
        "SELECT \"users\".* FROM \"users\" INNER JOIN \"orders\" ON \"orders\".\"user_id\" ="
            + " \"users\".\"id\" WHERE \"orders\".\"state\" IN ($1, $2) AND (NOT (\"users\".\"kind\""
            + " = $3)) GROUP BY \"users\".\"id\" ORDER BY \"users\".\"created_at\" DESC LIMIT $4"
            + " /*application:Shop,controller:users*/",
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM \"users\" LEFT OUTER JOIN \"orders\" ON"
            + " \"orders\".\"user_id\" = \"users\".\"id\" LIMIT $1 OFFSET $2) subquery_for_count",
        "UPDATE \"users\" SET \"orders_count\" = COALESCE(\"orders_count\", 0) + $1 WHERE"
            + " \"users\".\"id\" IN (SELECT \"orders\".\"user_id\" FROM \"orders\" ORDER BY"
            + " \"orders\".\"id\" ASC LIMIT 1)",
        "DELETE FROM \"users\" WHERE (\"users\".\"id\") IN (SELECT \"users_1\".\"user_id\" FROM"
            + " \"orders\" \"users_1\")",
        "INSERT INTO \"users\" (\"email\",\"name\") VALUES ('a', E'b\\'c'), ('d', (SELECT max(id)"
            + " FROM orders)) ON CONFLICT (\"email\") DO UPDATE SET"
            + " updated_at=(CASE WHEN (\"users\".\"name\" IS NOT DISTINCT FROM excluded.\"name\")"
            + " THEN \"users\".updated_at ELSE CURRENT_TIMESTAMP END),\"name\"=excluded.\"name\""
            + " RETURNING \"id\"",
        // Django
        "SELECT \"users\".\"id\", EXISTS(SELECT 1 AS \"a\" FROM \"orders\" U0 WHERE U0.\"user_id\""
            + " = (\"users\".\"id\") LIMIT 1) AS \"has\" FROM \"users\" WHERE"
            + " UPPER(\"users\".\"name\"::text) LIKE UPPER('%x%') ORDER BY RANDOM() ASC FOR UPDATE"
            + " OF \"users\" SKIP LOCKED",
        "SELECT (\"users\".\"at\" AT TIME ZONE 'UTC')::date AS \"day\", EXTRACT('week' FROM"
            + " \"users\".\"at\" AT TIME ZONE 'Europe/Paris') FROM \"users\", \"orders\" T3 WHERE"
            + " NOT (\"users\".\"x\" @> '{}' AND T3.\"id\" = \"users\".\"id\")",
        // Hibernate
        "select u1_0.id,u1_0.name,o1_0.user_id from users u1_0 left join orders o1_0 on"
            + " u1_0.id=o1_0.user_id where u1_0.id=any(?) and (u1_0.kind like ? escape '')"
            + " order by u1_0.id nulls last offset ? rows fetch first ? rows only",
        "with o1_0 as (select * from orders) select u1_0.value, row_number() over(partition by"
            + " u1_0.a order by u1_0.b desc rows between unbounded preceding and current row)"
            + " from users u1_0 join o1_0 on true for no key update",
        "insert into users(id,name) select ordinality, o1_0.name from orders o1_0 on conflict"
            + " do nothing",
        // Prisma
        "SELECT \"t0\".\"id\", \"t0_orders\".\"__prisma_data__\" AS \"orders\" FROM"
            + " \"public\".\"users\" AS \"t0\" LEFT JOIN LATERAL (SELECT"
            + " COALESCE(JSONB_AGG(\"__prisma_data__\"), '[]') AS \"__prisma_data__\" FROM (SELECT"
            + " \"t3\".\"__prisma_data__\" FROM (SELECT JSONB_BUILD_OBJECT('id', \"t2\".\"id\") AS"
            + " \"__prisma_data__\" FROM (SELECT \"t1\".* FROM \"public\".\"orders\" AS \"t1\" WHERE"
            + " \"t0\".\"id\" = \"t1\".\"userId\" /* root select */) AS \"t2\" /* inner */) AS"
            + " \"t3\") AS \"t4\") AS \"t0_orders\" ON TRUE LIMIT $1 OFFSET $2",
        // TypeORM
        "SELECT DISTINCT \"distinctAlias\".\"u_id\" AS \"ids_u_id\" FROM (SELECT \"u\".\"id\" AS"
            + " \"u_id\" FROM \"users\" \"u\" LEFT JOIN \"orders\" \"o\" ON \"o\".\"uid\"=\"u\".\"id\""
            + " AND (\"o\".\"deletedAt\" IS NULL) WHERE ( (\"u\".\"id\" = $1) ) AND ("
            + " \"u\".\"deletedAt\" IS NULL )) \"distinctAlias\" ORDER BY \"u_id\" ASC LIMIT 1",
        // SQLAlchemy, Ecto, Sequelize, jOOQ, sqlx
        "SELECT anon_1.n FROM (SELECT users.id AS n FROM users UNION ALL SELECT orders.id AS n"
            + " FROM orders) AS anon_1 WHERE anon_1.n = %(n_1)s::INTEGER",
        "SELECT s0.\"id\" FROM (SELECT su0.\"id\" AS \"id\" FROM \"users\" AS su0) AS s0 INNER JOIN"
            + " \"orders\" AS o1 ON TRUE WHERE (o1.\"tags\" && ARRAY[$1]::varchar[]) AND"
            + " (s0.\"id\" = ANY($2))",
        "select \"u\".\"id\", (select count(*) from \"orders\") as \"n\" from \"users\" as \"u\""
            + " where (\"u\".\"a\", \"u\".\"b\") in (values ($1, $2), ($3, $4))"
            + " group by cube (\"u\".\"id\"), grouping sets ((), (1)) fetch next $5 rows with ties",
        "UPDATE users AS u SET a = v.a FROM (VALUES ($1::bigint, $2::text)) AS v(id, a) WHERE v.id"
            + " = u.id AND EXISTS (SELECT FROM orders) RETURNING u.*",
        "WITH moved AS (DELETE FROM users WHERE id = 1 RETURNING *) INSERT INTO orders TABLE moved",
        "SELECT u.data #>> '{a,b}', u.data -> 'k' ->> 0, u.t ?| array['x'], u.p <-> point(1, 2),"
            + " u.n ~~* 'x', u.x OPERATOR(pg_catalog.~) 'y', a[1:2], (u).name, f(a => 1), 5!=-1"
            + " FROM users u, orders o ORDER BY a USING >, b COLLATE \"C\" NULLS FIRST",
      })
  void shouldReadStatementOfMapper(String sql) {
    assertThat(tables(sql)).containsExactlyInAnyOrder("users", "orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT n.nspname as \"Schema\", CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view'"
            + " END as \"Type\", pg_catalog.pg_get_userbyid(c.relowner) as \"Owner\"\n"
            + "FROM pg_catalog.pg_class c\n     LEFT JOIN pg_catalog.pg_namespace n ON n.oid ="
            + " c.relnamespace\nWHERE c.relkind IN ('r','p','')\n      AND n.nspname !~ '^pg_toast'"
            + "\n  AND pg_catalog.pg_table_is_visible(c.oid)\nORDER BY 1,2;",
        "SELECT c.oid, n.nspname FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON"
            + " n.oid = c.relnamespace WHERE c.relname OPERATOR(pg_catalog.~) '^(users)$' COLLATE"
            + " pg_catalog.default AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 2, 3;",
        "SELECT a.attname, (SELECT pg_catalog.pg_get_expr(c.relnamespace, 0, true)) FROM"
            + " pg_catalog.pg_class c, pg_catalog.pg_namespace n WHERE a.attnum > 0",
      })
  void shouldReadQueryOfPsql(String sql) {
    assertThat(tables(sql)).containsExactly("pg_class", "pg_namespace");
  }

  @Test
  void shouldReadQueryOfPsqlWithEveryJoin() {
    assertThat(
            tables(
                "SELECT conname, pg_catalog.pg_get_constraintdef(r.oid, true) as condef FROM"
                    + " pg_catalog.pg_constraint r WHERE r.conrelid = '1' AND conparentid = 0"
                    + " AND conrelid IN (SELECT pg_catalog.pg_partition_ancestors('1') UNION ALL"
                    + " VALUES ('1'::pg_catalog.regclass)) ORDER BY conname"))
        .containsExactly("pg_constraint");
  }

  @Test
  void shouldReadViewAsPostgresqlPrintsIt() {
    assertThat(
            tables(
                " SELECT a.id,\n    (b.x)::text AS x,\n    ( SELECT max(e.y) AS max\n           FROM"
                    + " e\n          WHERE (e.id = a.id)) AS y\n   FROM (((public.a\n     JOIN b ON"
                    + " ((b.id = a.id)))\n     LEFT JOIN c c_1 ON (((c_1.id = b.id) AND"
                    + " ((c_1.k)::text = ANY ((ARRAY['p'::character varying,"
                    + " 'q'::character varying])::text[])))))\n     CROSS JOIN LATERAL ( SELECT"
                    + " d.z\n           FROM d\n         LIMIT 1) l(z))\n  WHERE ((a.t >="
                    + " '2020-01-01 00:00:00'::timestamp without time zone) AND (NOT (EXISTS ("
                    + " SELECT 1\n           FROM f))))\nUNION ALL\n SELECT g.id, NULL::text AS x,"
                    + " 0 AS y\n   FROM ONLY g;"))
        .containsExactly("e", "a", "b", "c", "d", "f", "g");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE public.users (\n    id bigint NOT NULL,\n    email character varying(255)"
            + " DEFAULT ''::character varying NOT NULL,\n    kind public.kind DEFAULT"
            + " 'a'::public.kind,\n    n numeric(10,2) GENERATED ALWAYS AS ((a * b)) STORED,\n"
            + "    CONSTRAINT c CHECK (((n > (0)::numeric) AND (email ~~ '%@%'::text)))\n);",
        "ALTER TABLE public.users OWNER TO app;",
        "ALTER SEQUENCE public.users OWNED BY public.x.id;",
        "ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT"
            + " nextval('public.users_id_seq'::regclass);",
        "COPY public.users (id, email) FROM stdin;",
        "ALTER TABLE ONLY public.users\n    ADD CONSTRAINT users_pkey PRIMARY KEY (id);",
        "CREATE UNIQUE INDEX index_users ON public.users USING btree (lower((email)::text))"
            + " WHERE (deleted_at IS NULL);",
        "CREATE TRIGGER t BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.f();",
        "ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;",
        "GRANT SELECT,INSERT,REFERENCES ON TABLE public.users TO reader;",
        "ALTER TABLE public.users ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (\n"
            + "    SEQUENCE NAME public.s\n    START WITH 1\n    NO MINVALUE\n);",
        "LOCK TABLE public.users IN ACCESS SHARE MODE",
        "COPY (SELECT id FROM ONLY public.users ORDER BY id) TO stdout;",
        "DECLARE _pg_dump_cursor CURSOR FOR SELECT * FROM ONLY public.users",
        "COMMENT ON COLUMN public.users.email IS 'x';",
        // migrations
        "ALTER TABLE \"users\" ADD \"orders_count\" integer DEFAULT 0 NOT NULL",
        "ALTER TABLE \"users\" RENAME COLUMN \"a\" TO \"b\"",
        "ALTER TABLE \"users\" ALTER COLUMN \"a\" TYPE bigint USING (\"a\"::bigint + 1)",
        "ALTER TABLE IF EXISTS users DROP COLUMN IF EXISTS a CASCADE, ADD PRIMARY KEY USING INDEX i",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"i\" ON \"users\" (\"a\" DESC) INCLUDE (b)",
        "DROP TABLE IF EXISTS \"users\" CASCADE",
        "ALTER TABLE users ALTER COLUMN a SET STORAGE external, SET (fillfactor = 70)",
        "CREATE TABLE IF NOT EXISTS \"users\" (\"key\" varchar NOT NULL PRIMARY KEY, \"value\" json,"
            + " check (\"value\" is json), at timestamptz(6) default now())",
        "TRUNCATE TABLE \"users\" RESTART IDENTITY CASCADE;",
      })
  void shouldReadDumpOrMigration(String sql) {
    assertThat(tables(sql)).containsExactly("users");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET statement_timeout = 0",
        "SELECT pg_catalog.set_config('search_path', '', false)",
        "SET default_tablespace = ''",
        "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public",
        "COMMENT ON EXTENSION pgcrypto IS 'x'",
        "CREATE TYPE public.kind AS ENUM (\n    'a',\n    'b'\n)",
        "ALTER TYPE public.kind ADD VALUE IF NOT EXISTS 'c' AFTER 'b'",
        "CREATE FUNCTION public.f() RETURNS trigger\n    LANGUAGE plpgsql SECURITY DEFINER\n    SET"
            + " search_path TO 'public'\n    AS $_$\nBEGIN INSERT INTO users VALUES ($1); RETURN"
            + " NEW; END$_$",
        "CREATE DOMAIN public.email AS public.citext CONSTRAINT c CHECK ((VALUE ~ '^x'::text))",
        "CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION app",
        "ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA public GRANT SELECT ON TABLES TO b",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY, DEFERRABLE",
        "SET TRANSACTION SNAPSHOT '0-1'",
        "SAVEPOINT active_record_1",
        "ROLLBACK TO SAVEPOINT active_record_1",
        "RELEASE SAVEPOINT active_record_1",
        "DISCARD ALL",
        "SHOW TRANSACTION ISOLATION LEVEL",
        "SET SESSION AUTHORIZATION DEFAULT",
        "SELECT pg_advisory_unlock(1) AS t0ca",
        "DEALLOCATE a1",
        "LISTEN \"jobs\"",
        "CALL refresh('x', n => 1)",
        "ALTER SYSTEM SET work_mem TO '1MB'",
        "CREATE ROLE app LOGIN PASSWORD 'x' IN ROLE b",
        "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h')",
        "CREATE AGGREGATE public.first(anyelement) (SFUNC = f, STYPE = anyelement)",
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
        "CREATE CAST (a AS b) WITHOUT FUNCTION AS ASSIGNMENT",
        "CREATE OPERATOR CLASS o FOR TYPE t USING btree AS OPERATOR 1 <, FUNCTION 1 f(t, t)",
        "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (copy_data = false)",
        "ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH simple",
        "DROP OWNED BY a CASCADE",
        "REASSIGN OWNED BY a TO b",
        "EXECUTE p(1, 'x')",
        "SELECT 1 AS primary",
        "CHECKPOINT",
      })
  void shouldFindNoTable(String sql) {
    assertThat(tables(sql)).isEmpty();
  }
}
