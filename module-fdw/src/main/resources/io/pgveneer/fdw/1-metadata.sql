-- The overlay's truth. Everything here is transactional with the client's own statements.

CREATE SCHEMA IF NOT EXISTS pgveneer;
CREATE SCHEMA IF NOT EXISTS pgveneer_lower;
CREATE SCHEMA IF NOT EXISTS pgveneer_overlay;
GRANT USAGE ON SCHEMA pgveneer, pgveneer_overlay TO PUBLIC;

CREATE TABLE IF NOT EXISTS pgveneer.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- What production's tables look like, as the last set-up found them.
CREATE TABLE IF NOT EXISTS pgveneer.lower_column (
    nspname text NOT NULL,
    relname text NOT NULL,
    attname text NOT NULL,
    position int NOT NULL,
    type text NOT NULL,
    collated text,
    key_position int,                  -- place in the key that identifies a row, from 1
    PRIMARY KEY (nspname, relname, attname)
);

-- A federated relation: an upper table with a lower side.
CREATE TABLE IF NOT EXISTS pgveneer.relation (
    relid oid PRIMARY KEY,
    foreign_relid oid NOT NULL,
    root oid NOT NULL,                 -- whose mask and copy-up serve: a partition's root, else itself
    nspname text NOT NULL,             -- production's names
    relname text NOT NULL,
    key text[] NOT NULL DEFAULT '{}',  -- production's columns that identify a row; a mask holds their values
    own_from bigint,                   -- keys from here on are the preview's own: production has none of them
    opaque boolean NOT NULL DEFAULT false,
    key_names text[] NOT NULL DEFAULT '{}',  -- how the views name the key
    rights text,                       -- owner and privileges of the upper table, as the views have them
    views oid[] NOT NULL DEFAULT '{}', -- merged, lower, unmasked
    built text                         -- digest of what rebuild() made last
);

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
    PRIMARY KEY (relid, attnum)
);

-- The schema's version is the sum of the stamps: equal sums mean equal sets of changes, uncommitted ones of
-- one's own included, without a counter that sessions would queue for.
CREATE TABLE IF NOT EXISTS pgveneer.change (
    stamp bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tag text
);

CREATE OR REPLACE FUNCTION pgveneer.version() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT coalesce(sum(stamp), 0)::bigint FROM pgveneer.change $$;

CREATE OR REPLACE FUNCTION pgveneer.changed(tag text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS
$$ INSERT INTO pgveneer.change (stamp, tag) VALUES (1 + (random() * 1099511627776)::bigint, tag) $$;
REVOKE ALL ON FUNCTION pgveneer.changed(text) FROM PUBLIC;
