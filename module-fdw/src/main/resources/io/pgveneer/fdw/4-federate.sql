-- Set-up: the server, the foreign tables, and the mapping of a relation met for the first time.

-- Tells the planner, once there is something to read from production, what is so in a preview, unless somebody has told it
-- otherwise. Pages of the fresh database are in memory: the filter of a merged relation is priced by a look into the mask for
-- each row, and with pages from a disk plans of thousands of remote scans look cheaper than one. And what a plan costs is
-- rows from production, which compiling it (jit) makes none the quicker, while it takes a third of a second.
CREATE OR REPLACE FUNCTION pgveneer.set_planner_up() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text; value text; done text[] := '{}';
BEGIN
  IF EXISTS (SELECT FROM pgveneer.setting s WHERE s.name = 'planner') THEN RETURN; END IF;
  FOR name, value IN VALUES ('seq_page_cost', '0.1'), ('random_page_cost', '0.1'), ('jit', 'off') LOOP
    IF NOT EXISTS (
      SELECT FROM pg_db_role_setting s, unnest(s.setconfig) c
      WHERE s.setdatabase = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND starts_with(c, name || '='))
    THEN
      EXECUTE format('ALTER DATABASE %I SET %I = %L', current_database(), name, value);
      done := done || name;
    END IF;
  END LOOP;
  INSERT INTO pgveneer.setting VALUES ('planner', array_to_string(done, ','));
EXCEPTION WHEN insufficient_privilege THEN
  -- not the owner of the database: plans stay as they are
  NULL;
END $$;
REVOKE ALL ON FUNCTION pgveneer.set_planner_up() FROM PUBLIC;

-- Makes the server and the installing role's user mapping, or gives them these options.
-- Names and values alternate in both arrays.
CREATE OR REPLACE FUNCTION pgveneer.connect(server text[], login text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  home text := (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                WHERE e.extname = 'postgres_fdw');
BEGIN
  IF home IS NULL THEN
    CREATE EXTENSION postgres_fdw SCHEMA pgveneer;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_foreign_server WHERE srvname = 'prod_server') THEN
    CREATE SERVER prod_server FOREIGN DATA WRAPPER postgres_fdw;
  END IF;
  EXECUTE pgveneer.options_sql('ALTER SERVER prod_server',
    (SELECT srvoptions FROM pg_foreign_server WHERE srvname = 'prod_server'), server);
  IF NOT EXISTS (SELECT FROM pg_user_mappings WHERE srvname = 'prod_server' AND usename = current_user) THEN
    CREATE USER MAPPING FOR CURRENT_USER SERVER prod_server;
  END IF;
  EXECUTE pgveneer.options_sql('ALTER USER MAPPING FOR CURRENT_USER SERVER prod_server',
    (SELECT umoptions FROM pg_user_mappings WHERE srvname = 'prod_server' AND usename = current_user), login);
END $$;
REVOKE ALL ON FUNCTION pgveneer.connect(text[], text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.options_sql(command text, present text[], wanted text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH old AS (SELECT split_part(o, '=', 1) AS name FROM unnest(present) o WHERE o !~ '^extensions='),
  new AS (SELECT wanted[2 * i - 1] AS name, wanted[2 * i] AS value FROM generate_series(1, cardinality(wanted) / 2) i)
  SELECT coalesce(command || ' OPTIONS (' || string_agg(item, ', ') || ')', 'SELECT')
  FROM (SELECT format('%s %I %L', CASE WHEN old.name IS NULL THEN 'ADD' ELSE 'SET' END, new.name, new.value)
        FROM new LEFT JOIN old USING (name)
        UNION ALL
        SELECT format('DROP %I', name) FROM old WHERE name NOT IN (SELECT name FROM new)) i(item)
$$;

-- A column's declaration in a foreign table. A type that upper lacks is read as text.
CREATE OR REPLACE FUNCTION pgveneer.foreign_column_sql(attname text, type text, coll text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known text := CASE WHEN to_regtype(regexp_replace(type, '\(\s*[^()]*\)', '', 'g')) IS NULL THEN 'text' ELSE type END;
BEGIN
  RETURN format('%I %s OPTIONS (column_name %L)%s', attname, known, attname, coalesce(' COLLATE ' || coll, ''));
END $$;

CREATE OR REPLACE FUNCTION pgveneer.foreign_name(lower_schema text, lower_table text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT left(lower_schema || '.' || lower_table, 40)
    || CASE WHEN length(lower_schema || '.' || lower_table) > 40
            THEN '_' || left(md5(lower_schema || '.' || lower_table), 12) ELSE '' END
$$;

-- The name of the inheritance tree that a production table is in; null where it is in none.
CREATE OR REPLACE FUNCTION pgveneer.tree(lower_schema text, lower_table text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  WITH RECURSIVE pair AS (
    SELECT t.nspname || '.' || t.relname AS a, unnest(t.parents) AS b FROM pgveneer.lower_table t WHERE t.parents <> '{}'),
  edge AS (SELECT a, b FROM pair UNION ALL SELECT b, a FROM pair),
  member AS (
    SELECT e.a AS name FROM edge e WHERE e.a = lower_schema || '.' || lower_table
    UNION SELECT e.b FROM edge e JOIN member m ON m.name = e.a)
  SELECT min(name) FROM member);
END $$;

-- How many rows of a production table are fetched at a time, where those of the server's fetch_size would be too large: a
-- batch is held in memory, and comes whole for the first row too. Null where they are not. Sizes are the planner's guess,
-- with indexes, which are here for what compression saves.
CREATE OR REPLACE FUNCTION pgveneer.rows_at_a_time(lower_schema text, lower_table text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest(20, 2 * 1024 * 1024 / (t.bytes / t.rows))::int
  FROM pgveneer.lower_table t, pg_foreign_server s, pg_options_to_table(s.srvoptions) o
  WHERE (t.nspname, t.relname) = (lower_schema, lower_table) AND t.rows > 0 AND s.srvname = 'prod_server'
    AND o.option_name = 'fetch_size' AND o.option_value::int * (t.bytes / t.rows) > 2 * 1024 * 1024
$$;

-- The foreign table of a production table, made where there is none.
CREATE OR REPLACE FUNCTION pgveneer.foreign_table(lower_schema text, lower_table text) RETURNS oid
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  name text := pgveneer.foreign_name(lower_schema, lower_table);
  found_oid oid := (SELECT oid FROM pg_class WHERE relname = name AND relnamespace = 'pgveneer_lower'::regnamespace);
BEGIN
  IF found_oid IS NULL THEN
    PERFORM pgveneer.set_planner_up();
    EXECUTE format('CREATE FOREIGN TABLE pgveneer_lower.%I (%s) SERVER prod_server OPTIONS'
      ' (schema_name %L, table_name %L, updatable ''false'', truncatable ''false''%s)', name,
      (SELECT concat_ws(', ', string_agg(pgveneer.foreign_column_sql(attname, type, collated), ', ' ORDER BY position),
         CASE WHEN pgveneer.tree(lower_schema, lower_table) IS NOT NULL
              THEN 'pgveneer_tableoid oid OPTIONS (column_name ''tableoid'')' END)
       FROM pgveneer.lower_column c WHERE c.nspname = lower_schema AND c.relname = lower_table),
      lower_schema, lower_table,
      coalesce(', fetch_size ' || quote_literal(pgveneer.rows_at_a_time(lower_schema, lower_table)), ''));
    found_oid := format('pgveneer_lower.%I', name)::regclass;
    PERFORM pgveneer.forget_dependencies(ARRAY[found_oid]);
    PERFORM pgveneer.remember_columns(found_oid, lower_schema, lower_table);
    PERFORM pgveneer.make_paged(found_oid, lower_schema, lower_table);
  END IF;
  RETURN found_oid;
END $$;
REVOKE ALL ON FUNCTION pgveneer.foreign_table(text, text) FROM PUBLIC;

-- A large table has a second foreign table like its first, for statements that read it alone: production is not asked for an
-- estimate, which joins need, and LIMIT is sent in any case, which the planner else finds as dear as to stop reading.
CREATE OR REPLACE FUNCTION pgveneer.make_paged(foreign_table oid, lower_schema text, lower_table text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  size pgveneer.lower_table;
BEGIN
  EXECUTE format('DROP FOREIGN TABLE IF EXISTS pgveneer_lower.paged_%s', foreign_table);
  SELECT t.* INTO size FROM pgveneer.lower_table t
  WHERE (t.nspname, t.relname) = (lower_schema, lower_table) AND t.rows >= 10000;
  IF NOT FOUND THEN RETURN; END IF;
  EXECUTE (
    SELECT format('CREATE FOREIGN TABLE pgveneer_lower.paged_%s (%s) SERVER prod_server OPTIONS (%s, use_remote_estimate ''false'')',
      foreign_table,
      (SELECT string_agg(format('%I %s OPTIONS (column_name %L)%s', a.attname, format_type(a.atttypid, a.atttypmod), o.option_value,
         CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END), ', ' ORDER BY a.attnum)
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid, pg_options_to_table(a.attfdwoptions) o
       WHERE a.attrelid = foreign_table AND a.attnum > 0 AND NOT a.attisdropped AND o.option_name = 'column_name'),
      (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ') FROM pg_options_to_table(f.ftoptions) o))
    FROM pg_foreign_table f WHERE f.ftrelid = foreign_table);
  PERFORM pgveneer.forget_dependencies(ARRAY[pgveneer.paged(foreign_table)]);
  UPDATE pg_class c SET reltuples = size.rows, relpages = greatest(1, least(size.bytes / 8192, 2147483647))
  WHERE c.oid = pgveneer.paged(foreign_table);
END $$;
REVOKE ALL ON FUNCTION pgveneer.make_paged(oid, text, text) FROM PUBLIC;

-- The second foreign table beside one; null where there is none.
CREATE OR REPLACE FUNCTION pgveneer.paged(foreign_table oid) RETURNS oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT to_regclass('pgveneer_lower.paged_' || foreign_table)::oid $$;

-- The first of the keys that upper's own sequence hands out and production's does not; null where there is none.
CREATE OR REPLACE FUNCTION pgveneer.own_keys_from(relation oid) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  seq text; first bigint;
BEGIN
  IF (SELECT value FROM pgveneer.setting WHERE name = 'own_keys') IS DISTINCT FROM 'true' THEN RETURN NULL; END IF;
  SELECT pg_get_serial_sequence(relation::regclass::text, a.attname) INTO seq
  FROM pgveneer.relation r JOIN pgveneer.column c ON c.relid = relation AND c.lower_name = r.key[1]
  JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = c.attnum
  WHERE r.relid = relation AND cardinality(r.key) = 1;
  IF seq IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('SELECT last_value + is_called::int FROM %s', seq) INTO first;
  RETURN first;
END $$;

-- A key, if arrays can be made of its values: not of arrays.
CREATE OR REPLACE FUNCTION pgveneer.usable_key(foreign_table oid, key text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = foreign_table AND a.attname = ANY (key)
      AND pgveneer.has_arrays(ARRAY[format_type(a.atttypid, -1)])) THEN '{}' ELSE key END
$$;

-- Takes an upper table and production's table of these names under one relation.
CREATE OR REPLACE FUNCTION pgveneer.federate(relation oid, lower_schema text, lower_table text, anew boolean)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  foreign_oid oid := pgveneer.foreign_table(lower_schema, lower_table);
  lower_tree text := pgveneer.tree(lower_schema, lower_table);
  stored boolean := (SELECT c.relkind = 'm' FROM pg_class c WHERE c.oid = relation);
  upper_root oid; first boolean;
BEGIN
  SELECT r.relid INTO upper_root FROM pgveneer.relation r WHERE r.relid = pg_partition_root(relation);
  INSERT INTO pgveneer.relation (relid, foreign_relid, root, nspname, relname, number, tree, key)
  SELECT relation, foreign_oid, coalesce(upper_root, relation), lower_schema, lower_table,
    (SELECT t.number FROM pgveneer.lower_table t WHERE (t.nspname, t.relname) = (lower_schema, lower_table)), lower_tree,
    CASE WHEN lower_tree IS NOT NULL OR stored THEN '{}' WHEN upper_root IS NULL THEN (
      SELECT pgveneer.usable_key(foreign_oid, coalesce(array_agg(c.attname ORDER BY c.key_position), '{}')) FROM pgveneer.lower_column c
      WHERE c.nspname = lower_schema AND c.relname = lower_table AND c.key_position IS NOT NULL)
    ELSE (SELECT r.key FROM pgveneer.relation r WHERE r.relid = upper_root) END
  ON CONFLICT DO NOTHING;
  first := FOUND;
  IF first THEN
    INSERT INTO pgveneer.column (relid, attnum, atttypid, atttypmod, attcollation, lower_name, expression, generation)
    SELECT relation, u.attnum, u.atttypid, u.atttypmod, u.attcollation,
           CASE WHEN same THEN u.attname END,
           CASE WHEN same THEN format('l.%I', u.attname)
                ELSE format('l.%I::%s', u.attname, format_type(u.atttypid, u.atttypmod)) END,
           pgveneer.generation(relation, u.attnum)
    FROM pg_attribute u
    JOIN pg_attribute f ON f.attrelid = foreign_oid AND f.attname = u.attname AND NOT f.attisdropped,
    LATERAL (SELECT (u.atttypid, u.atttypmod, u.attcollation) = (f.atttypid, f.atttypmod, f.attcollation)) s(same)
    WHERE u.attrelid = relation AND u.attnum > 0 AND NOT u.attisdropped;
    PERFORM pgveneer.map_new_columns(relation);
    UPDATE pgveneer.relation r SET own_from = pgveneer.own_keys_from(relation) WHERE r.relid = relation;
    PERFORM pgveneer.assume_checked(relation);
    -- A materialized view shows production's rows until it is refreshed here, and may be refreshed in all ways.
    IF stored THEN UPDATE pg_class c SET relispopulated = true WHERE c.oid = relation; END IF;
  END IF;
  IF first OR anew THEN
    PERFORM pgveneer.rebuild(relation);
    PERFORM pgveneer.bring_violations(relation);
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.federate(oid, text, text, boolean) FROM PUBLIC;

-- Stands for the rows of a production table that cannot be read: whoever asks for them is told why.
CREATE OR REPLACE FUNCTION pgveneer.refuse(message text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  RAISE feature_not_supported USING MESSAGE = message;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.unreadable_table(relation oid, lower_schema text, lower_table text, reason text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE VIEW pgveneer_lower.%I AS SELECT %s WHERE pgveneer.refuse(%L)',
    pgveneer.foreign_name(lower_schema, lower_table),
    (SELECT string_agg(format('NULL::%s AS %I', c.type, c.name), ', ') FROM pgveneer.columns_of(relation) c),
    format('table "%s" of production cannot be read: %s', lower_table, reason));
END $$;
REVOKE ALL ON FUNCTION pgveneer.unreadable_table(oid, text, text, text) FROM PUBLIC;

-- Federates those of production's tables whose upper table is given (0: none), roots of partitions first. Answers
-- the names of those that it met for the first time, and of those that it could not take, with the reason; the others
-- are made again only if asked: the event triggers keep them true.
DROP FUNCTION IF EXISTS pgveneer.federate_all(oid[], text[], text[], boolean);
CREATE FUNCTION pgveneer.federate_all(uppers oid[], schemas text[], tables text[], anew boolean)
RETURNS TABLE (name text, problem text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  l record; known boolean;
BEGIN
  FOR l IN
    SELECT x.* FROM unnest(uppers, schemas, tables) x(u, s, t) JOIN pg_class c ON c.oid = x.u
    WHERE c.relkind IN ('r', 'p', 'm') ORDER BY c.relispartition, x.u
  LOOP
    name := format('%I.%I', l.s, l.t);
    problem := NULL;
    known := EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = l.u);
    CONTINUE WHEN known AND NOT anew;
    BEGIN
      PERFORM pgveneer.federate(l.u, l.s, l.t, anew);
    EXCEPTION WHEN OTHERS THEN
      problem := SQLERRM;
      PERFORM pgveneer.unreadable_table(l.u, l.s, l.t, problem);
      PERFORM pgveneer.federate(l.u, l.s, l.t, anew);
    END;
    IF problem IS NOT NULL OR NOT known THEN RETURN NEXT; END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.federate_all(oid[], text[], text[], boolean) FROM PUBLIC;

-- Puts the constraint triggers onto these tables, once all are federated.
CREATE OR REPLACE FUNCTION pgveneer.guard_all(uppers oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
BEGIN
  PERFORM pgveneer.rebuild_checks(c.oid) FROM pg_class c WHERE c.oid = ANY (uppers) AND c.relkind IN ('r', 'p');
END $$;
REVOKE ALL ON FUNCTION pgveneer.guard_all(oid[]) FROM PUBLIC;

-- Copies up all rows of an inheritance tree's tables. Production shows a table's rows with those of its children, and
-- a key may occur in several of them: so it is all or nothing.
CREATE OR REPLACE FUNCTION pgveneer.copy_tree(wanted text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica SET pgveneer.engine = 'on' AS $$
DECLARE
  members oid[]; copied bigint := 0; relation oid;
BEGIN
  LOCK TABLE pgveneer.relation IN SHARE ROW EXCLUSIVE MODE;
  SELECT array_agg(r.relid ORDER BY r.relid) INTO members FROM pgveneer.relation r WHERE r.tree = wanted AND NOT r.opaque;
  FOREACH relation IN ARRAY coalesce(members, '{}') LOOP
    EXECUTE format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', relation::regclass);
    copied := copied + pgveneer.copy_lower(relation);
  END LOOP;
  -- their views look at that flag: those made again would be others than a statement that waits for this reads
  UPDATE pgveneer.relation r SET opaque = true WHERE r.relid = ANY (members);
  PERFORM pgveneer.rebuild_checks(t) FROM pgveneer.neighbours(members) t;
  IF members IS NOT NULL THEN PERFORM pgveneer.signal_schema('opaque', members); END IF;
  RETURN copied;
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_tree(text) FROM PUBLIC;
