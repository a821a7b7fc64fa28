-- The overlay's truth. Everything here is transactional with the client's own statements.

CREATE SCHEMA IF NOT EXISTS pgveneer;
CREATE SCHEMA IF NOT EXISTS pgveneer_lower;
CREATE SCHEMA IF NOT EXISTS pgveneer_overlay;
CREATE SCHEMA IF NOT EXISTS pgveneer_catalog;
GRANT USAGE ON SCHEMA pgveneer, pgveneer_overlay TO PUBLIC;

CREATE TABLE IF NOT EXISTS pgveneer.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- What production's tables look like, as last found.
CREATE TABLE IF NOT EXISTS pgveneer.lower_table (
    number oid PRIMARY KEY,            -- its OID there
    nspname text NOT NULL,
    relname text NOT NULL,
    kind "char" NOT NULL,
    parents text[] NOT NULL,           -- what it inherits from, without being a partition of it: schema.name
    rows float8 NOT NULL,              -- the planner's guess
    bytes bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS pgveneer.lower_column (
    nspname text NOT NULL,
    relname text NOT NULL,
    attname text NOT NULL,
    position int NOT NULL,
    type text NOT NULL,
    collated text,
    key_position int,                  -- place in the key that identifies a row, from 1
    number int2,                       -- pg_attribute.attnum there
    default_text text,
    n_distinct float8 NOT NULL DEFAULT 0, -- as in pg_stats there; 0 for unknown
    PRIMARY KEY (nspname, relname, attname)
);
ALTER TABLE pgveneer.lower_column ADD COLUMN IF NOT EXISTS number int2, ADD COLUMN IF NOT EXISTS default_text text,
  ADD COLUMN IF NOT EXISTS n_distinct float8 NOT NULL DEFAULT 0;

-- A federated relation: an upper table with a lower side.
CREATE TABLE IF NOT EXISTS pgveneer.relation (
    relid oid PRIMARY KEY,
    foreign_relid oid NOT NULL,
    root oid NOT NULL,                 -- whose mask and copy-up serve: a partition's root, else itself
    nspname text NOT NULL,             -- production's names
    relname text NOT NULL,
    number oid,                        -- production's OID
    key text[] NOT NULL DEFAULT '{}',  -- production's columns that identify a row; a mask holds their values
    own_from bigint,                   -- keys from here on are the preview's own: production has none of them
    opaque boolean NOT NULL DEFAULT false,
    key_names text[] NOT NULL DEFAULT '{}',  -- how the views name the key
    rights text,                       -- owner and privileges of the upper table, as the views have them
    views oid[] NOT NULL DEFAULT '{}', -- merged, lower, unmasked
    built text,                        -- digest of what rebuild() made last
    tree text                          -- names the inheritance tree it is in, partitions aside: all of it is copied at once
);
ALTER TABLE pgveneer.relation ADD COLUMN IF NOT EXISTS tree text, ADD COLUMN IF NOT EXISTS number oid;

-- Tables that carry our constraint triggers, with the digest of what was made.
CREATE TABLE IF NOT EXISTS pgveneer.guarded (
    relid oid PRIMARY KEY,
    built text NOT NULL
);

-- Where a column of upper comes from. A column without a row here is NULL in lower.
CREATE TABLE IF NOT EXISTS pgveneer.column (
    relid oid NOT NULL,
    attnum int2 NOT NULL,
    atttypid oid NOT NULL,
    atttypmod int4 NOT NULL,
    attcollation oid NOT NULL,
    lower_name text,                   -- production's column, where it is this column unchanged
    expression text NOT NULL,          -- over alias l of the foreign table
    generation text,                   -- what a generated column is computed from, as when it was mapped
    PRIMARY KEY (relid, attnum)
);
ALTER TABLE pgveneer.column ADD COLUMN IF NOT EXISTS generation text;

-- What was defined. Whoever has read the schema reads anew what has changed since.
CREATE TABLE IF NOT EXISTS pgveneer.change (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tag text,
    relations oid[],                   -- from which something may have been taken; null where that may be any
    stamp bigint                       -- what proxies hear of it by; null where none need hear
);
ALTER TABLE pgveneer.change
    ADD COLUMN IF NOT EXISTS relations oid[],
    ADD COLUMN IF NOT EXISTS stamp bigint,
    ALTER COLUMN stamp DROP NOT NULL;

-- The clients' DDL, for the report.
CREATE TABLE IF NOT EXISTS pgveneer.ddl (
    began timestamptz NOT NULL,
    ended timestamptz NOT NULL DEFAULT clock_timestamp(),
    tag text NOT NULL,
    statement text NOT NULL,
    objects text[] NOT NULL,
    impact text,                       -- what it would do to large tables in production
    lower_rows float8,                 -- of the tables it is about, in production, by the planner's guess
    lower_bytes bigint,
    checked text[] NOT NULL,           -- what production's rows were checked for
    dropped text[] NOT NULL DEFAULT '{}'
);
ALTER TABLE pgveneer.ddl ADD COLUMN IF NOT EXISTS dropped text[] NOT NULL DEFAULT '{}';

-- Statements that failed on production's rows, told by the proxies: what they wrote is rolled back.
CREATE TABLE IF NOT EXISTS pgveneer.violation (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    told jsonb NOT NULL
);

DROP FUNCTION IF EXISTS pgveneer.version();

-- A relation and the partitions below it, without the locks on them that pg_partition_tree would keep.
CREATE OR REPLACE FUNCTION pgveneer.partition_tree(relation oid) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE tree (relid) AS (
    SELECT relation
    UNION ALL SELECT h.inhrelid FROM tree JOIN pg_class c ON c.oid = tree.relid AND c.relkind = 'p'
    JOIN pg_inherits h ON h.inhparent = tree.relid)
  SELECT relid FROM tree
$$;
