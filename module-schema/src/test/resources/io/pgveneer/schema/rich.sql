CREATE SCHEMA "Sales Dept";
CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION btree_gist;
CREATE COLLATION public.german (provider = icu, locale = 'de-DE');
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE TYPE "Sales Dept"."Point" AS (x double precision, "Y" numeric(10, 2));
CREATE DOMAIN positive AS integer DEFAULT 1 NOT NULL CONSTRAINT is_positive CHECK (VALUE > 0);
CREATE FUNCTION is_even(i integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT i % 2 = 0';
CREATE DOMAIN even AS integer CHECK (is_even(VALUE));
CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = float_ranges);
CREATE SEQUENCE odd_numbers AS integer INCREMENT 2 START 5 MINVALUE 1 MAXVALUE 1000000 CACHE 3 CYCLE;
CREATE SEQUENCE down INCREMENT -1;

CREATE TABLE users (
  id serial PRIMARY KEY,
  name text NOT NULL,
  email varchar(100) UNIQUE,
  "Mood" mood DEFAULT 'happy',
  born date CHECK (born > '1900-01-01'),
  settings jsonb NOT NULL DEFAULT '{}',
  tags text[] DEFAULT ARRAY['new'],
  lower_name text GENERATED ALWAYS AS (lower(name)) STORED,
  sorted text COLLATE german,
  attributes ext.hstore
);
COMMENT ON TABLE users IS 'People, it''s them';
COMMENT ON COLUMN users.email IS 'where to write';
CREATE TABLE "order" (
  "select" bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10),
  user_id integer NOT NULL REFERENCES users ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  amount numeric(12, 2) NOT NULL DEFAULT 0,
  quantity positive,
  number integer DEFAULT nextval('odd_numbers'),
  place "Sales Dept"."Point",
  during tstzrange,
  CONSTRAINT "Order PK" PRIMARY KEY ("select"),
  CONSTRAINT no_overlap EXCLUDE USING gist (user_id WITH =, during WITH &&),
  CONSTRAINT "amount ok" CHECK (amount >= 0)
);
ALTER TABLE "order" ADD CONSTRAINT old_rows CHECK (amount < 1000000) NOT VALID;
CREATE INDEX order_user ON "order" (user_id) INCLUDE (amount) WHERE amount > 0;
CREATE INDEX order_expr ON "order" ((amount * 2) DESC NULLS LAST, user_id);
CREATE UNIQUE INDEX users_name_pattern ON users (lower(name) text_pattern_ops);
CREATE INDEX users_settings ON users USING gin (settings jsonb_path_ops);
ALTER TABLE users ALTER COLUMN settings SET STORAGE EXTERNAL;
ALTER TABLE users ALTER COLUMN name SET STATISTICS 500;
CREATE TABLE "Sales Dept"."Région" (code char(2) PRIMARY KEY, "Nom""quoted" text) WITH (fillfactor = 70);
CREATE UNLOGGED TABLE cache (k text, v bytea);
CREATE TABLE audit_log (at timestamptz DEFAULT now(), what text, who name DEFAULT current_user);

CREATE TABLE event (id bigint, at date NOT NULL, kind text, CONSTRAINT event_pk PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
CREATE TABLE event_2025_a PARTITION OF event_2025 FOR VALUES IN (1, 2);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_kind ON event (kind);
ALTER TABLE event ADD CONSTRAINT kind_short CHECK (length(kind) < 10);

CREATE TABLE city (name text NOT NULL, people integer CHECK (people >= 0));
CREATE TABLE capital (country text UNIQUE, people integer DEFAULT 7) INHERITS (city);

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  INSERT INTO audit_log (what) VALUES (TG_TABLE_NAME || '; ?' || '$$');
  RETURN NEW;
END $f$;
CREATE FUNCTION total(for_user users) RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT sum(amount) FROM "order" WHERE user_id = for_user.id;
END;
CREATE FUNCTION find(VARIADIC ids integer[] DEFAULT '{}', OUT id integer, OUT name text) RETURNS SETOF record
  LANGUAGE sql SECURITY DEFINER SET search_path = public COST 5 ROWS 7
  AS 'SELECT id, name FROM users WHERE id = ANY (ids)';
CREATE PROCEDURE "Do It"(INOUT a integer, b text DEFAULT 'x') LANGUAGE plpgsql AS 'BEGIN a := a + 1; END';
COMMENT ON FUNCTION total(users) IS 'all they spent';
CREATE FUNCTION add_up(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + coalesce($2, 0)';
CREATE AGGREGATE sum_up(numeric) (SFUNC = add_up, STYPE = numeric, INITCOND = '0', PARALLEL = SAFE);
CREATE FUNCTION same(mood, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2';
CREATE OPERATOR public.=== (FUNCTION = same, LEFTARG = mood, RIGHTARG = text);
CREATE FUNCTION to_mood(integer) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'sad'::mood $$;
CREATE CAST (integer AS mood) WITH FUNCTION to_mood(integer) AS ASSIGNMENT;
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
CREATE OPERATOR CLASS backwards FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
ALTER TABLE users ADD CONSTRAINT user_name CHECK (add_up(1, length(name)) > 1);

CREATE VIEW big_orders AS
  SELECT o."select", u.name, total(u.*) AS total FROM "order" o JOIN users u ON u.id = o.user_id WHERE o.amount > 100;
CREATE VIEW bigger_orders WITH (security_barrier = true) AS SELECT * FROM big_orders WHERE total > 1000
  WITH LOCAL CHECK OPTION;
CREATE VIEW per_user AS SELECT u.*, count(*) AS orders FROM users u JOIN "order" o ON o.user_id = u.id GROUP BY u.id;
CREATE MATERIALIZED VIEW monthly AS SELECT date_trunc('month', at) AS month, count(*) AS n FROM event GROUP BY 1;
CREATE UNIQUE INDEX monthly_month ON monthly (month);
ALTER VIEW big_orders ALTER COLUMN name SET DEFAULT 'nobody';
CREATE TRIGGER users_touch AFTER INSERT OR UPDATE OF name ON users FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION touch('a');
CREATE TRIGGER "Disabled" BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE users DISABLE TRIGGER "Disabled";
CREATE TRIGGER event_touch BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch();
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON "order" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
CREATE RULE big_insert AS ON INSERT TO big_orders DO INSTEAD INSERT INTO users (name) VALUES (NEW.name);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (name = current_user) WITH CHECK (id > 0);
CREATE STATISTICS users_stat (dependencies, mcv) ON name, email FROM users;
GRANT SELECT ON users TO PUBLIC;
GRANT UPDATE (email) ON users TO PUBLIC;
REVOKE EXECUTE ON FUNCTION add_up(numeric, numeric) FROM PUBLIC;
GRANT USAGE ON SCHEMA "Sales Dept" TO PUBLIC;

INSERT INTO users (name) SELECT 'user ' || i FROM generate_series(1, 10) i;
INSERT INTO "order" (user_id) VALUES (1);
SELECT nextval('odd_numbers'), nextval('down');
