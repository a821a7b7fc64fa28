-- What the proxy asks.

-- The schemas that names are looked for in, without those at the path's head that stand for the session's temporary schema,
-- which there is none of yet: PostgreSQL would make it to tell them.
CREATE OR REPLACE FUNCTION pgveneer.schemas_behind_temporary() RETURNS name[]
LANGUAGE plpgsql AS $$
DECLARE
  path constant text := current_setting('search_path');
  schemas name[];
BEGIN
  PERFORM set_config('search_path', regexp_replace(path, '^(\s*"?pg_temp"?\s*(,|$))+', '', 'i'), true);
  schemas := current_schemas(true);
  PERFORM set_config('search_path', path, true);
  RETURN schemas;
END $$;

-- How a session resolves names and reads. Marks it as a proxy's, which then hears of its writes in band.
DROP FUNCTION IF EXISTS pgveneer.session();
CREATE FUNCTION pgveneer.session(OUT search_path name[], OUT serializable boolean, OUT denied name[])
LANGUAGE sql AS $$
  SELECT set_config('pgveneer.proxied', 'on', false);
  SELECT CASE WHEN pg_my_temp_schema() = 0 AND current_setting('search_path') ~* '^\s*"?pg_temp"?\s*(,|$)'
              THEN pgveneer.schemas_behind_temporary() ELSE current_schemas(true) END,
    'serializable' IN (current_setting('transaction_isolation'), current_setting('default_transaction_isolation')),
    ARRAY(SELECT n.nspname FROM pg_namespace n WHERE n.nspname !~ '^pg(veneer)?_' AND NOT has_schema_privilege(n.oid, 'USAGE'))
$$;

-- Whether a relation may hold an upper row or a mask entry. Looks at file sizes first, which needs no lock; a table that
-- another session has locked is taken for dirty.
CREATE OR REPLACE FUNCTION pgveneer.is_dirty(relation oid, mask oid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET lock_timeout = '2ms' AS $$
DECLARE
  candidate oid; found_row boolean;
BEGIN
  FOR candidate IN
    SELECT c FROM (SELECT mask AS c WHERE mask IS NOT NULL
                   UNION ALL SELECT pgveneer.partition_tree(relation)) x
    WHERE (pg_stat_file(pg_relation_filepath(c), true)).size > 0
  LOOP
    -- what is read stays with a serializable transaction
    IF current_setting('transaction_isolation') = 'serializable' THEN RETURN true; END IF;
    -- rolled back, so that the lock does not stay with the transaction that asks
    BEGIN
      EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', candidate::regclass) INTO found_row;
      RAISE EXCEPTION USING ERRCODE = 'PV005';
    EXCEPTION WHEN SQLSTATE 'PV005' THEN
      IF found_row THEN RETURN true; END IF;
    END;
  END LOOP;
  RETURN false;
EXCEPTION WHEN lock_not_available OR undefined_table THEN
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION pgveneer.is_dirty(oid, oid) FROM PUBLIC;

-- Whether a table of the preview's own inherits from one, or is a partition of it: who writes to that tells nobody.
CREATE OR REPLACE FUNCTION pgveneer.has_own_heirs(relation oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE heir (relid) AS (
    SELECT h.inhrelid FROM pg_inherits h WHERE h.inhparent = relation
    UNION SELECT h.inhrelid FROM heir JOIN pg_inherits h ON h.inhparent = heir.relid)
  SELECT EXISTS (SELECT FROM heir WHERE heir.relid NOT IN (SELECT r.relid FROM pgveneer.relation r))
$$;
REVOKE ALL ON FUNCTION pgveneer.has_own_heirs(oid) FROM PUBLIC;

-- About how many rows a table has, by the size of its file, which needs no lock; of a small one by what the server has
-- counted, for a page would count for hundreds.
CREATE OR REPLACE FUNCTION pgveneer.rows_about(relation oid, row_bytes int) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN f.size <= 80 * 1024 AND pg_stat_get_live_tuples(relation) > 0 THEN pg_stat_get_live_tuples(relation)
              ELSE f.size / row_bytes END
  FROM pg_stat_file(pg_relation_filepath(relation), true) f
$$;
REVOKE ALL ON FUNCTION pgveneer.rows_about(oid, int) FROM PUBLIC;

-- Types of mapped columns that are, or hold, an amount of money: what their texts are read as depends on lc_monetary. From
-- the columns down, for the overlay's own types are many, and the schema is read after each definition; of the server's own
-- types none but these holds any.
CREATE OR REPLACE FUNCTION pgveneer.holding_money() RETURNS SETOF oid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE part(whole, oid) AS (
    SELECT c.atttypid, c.atttypid FROM pgveneer.column c
    WHERE c.atttypid >= 16384 OR c.atttypid IN ('money'::regtype, 'money[]'::regtype)
    UNION
    SELECT part.whole, p.oid FROM part JOIN pg_type t ON t.oid = part.oid CROSS JOIN LATERAL (
      SELECT t.typelem UNION ALL SELECT t.typbasetype
      UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
      UNION ALL SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = t.typrelid AND NOT a.attisdropped) p(oid)
    WHERE p.oid >= 16384 OR p.oid IN ('money'::regtype, 'money[]'::regtype))
  SELECT part.whole FROM part WHERE part.oid = 'money'::regtype;
END $$;

-- The relations that may be others than in an earlier snapshot, or null for any. What is there tells by the transaction that
-- has written it; what was taken from a relation, or from what it rests on, was told by the definition. All that was written
-- since the snapshot's oldest transaction counts, so that none is missed that was open then.
CREATE OR REPLACE FUNCTION pgveneer.changed_since(snapshot pg_snapshot) RETURNS oid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
DECLARE
  oldest constant xid := pg_snapshot_xmin(snapshot)::xid;
  told oid[];
BEGIN
  -- a transaction that sees what was when it began may see less than that; and numbers of transactions come round
  IF snapshot IS NULL OR current_setting('transaction_isolation') IN ('repeatable read', 'serializable')
     OR pg_snapshot_xmax(pg_current_snapshot())::text::numeric - pg_snapshot_xmin(snapshot)::text::numeric NOT BETWEEN 0 AND 1e9
     OR EXISTS (SELECT FROM pgveneer.change c WHERE c.relations IS NULL AND age(c.xmin) <= age(oldest)) THEN
    RETURN NULL;
  END IF;
  told := ARRAY(SELECT DISTINCT unnest(c.relations) FROM pgveneer.change c WHERE age(c.xmin) <= age(oldest));
  RETURN ARRAY(
    SELECT unnest(told)
    -- who refers to a key tells of it
    UNION SELECT k.conrelid FROM pg_constraint k WHERE age(k.xmin) <= age(oldest) OR k.contype = 'f' AND k.confrelid = ANY (told)
    UNION SELECT x.indrelid FROM pg_index x WHERE age(x.xmin) <= age(oldest)
    -- what is temporary is no part of what others have read
    UNION SELECT c.oid FROM pg_class c WHERE age(c.xmin) <= age(oldest) OR c.relnamespace = pg_my_temp_schema()
    UNION SELECT a.attrelid FROM pg_attribute a WHERE age(a.xmin) <= age(oldest)
    -- rows show in all that a relation inherits from
    UNION (
      WITH RECURSIVE parent (relid) AS (
        SELECT h.inhparent FROM pg_inherits h WHERE age(h.xmin) <= age(oldest)
        UNION SELECT h.inhparent FROM parent JOIN pg_inherits h ON h.inhrelid = parent.relid)
      SELECT parent.relid FROM parent)
    UNION SELECT m.relid FROM pgveneer.column m WHERE age(m.xmin) <= age(oldest)
    UNION SELECT w.relid FROM pgveneer.view w WHERE age(w.xmin) <= age(oldest)
    -- what is true of a root is true of its partitions
    UNION SELECT p.relid FROM pgveneer.relation r JOIN pgveneer.relation p ON p.root = r.root WHERE age(r.xmin) <= age(oldest));
END $$;
REVOKE ALL ON FUNCTION pgveneer.changed_since(pg_snapshot) FROM PUBLIC;

-- A row for each relation outside the system schemas and ours, as far as it may be another than in an earlier snapshot; one
-- without a relation where there is none. The first tells which relations there are. In PL/pgSQL, which keeps the plan: it is
-- asked for after each definition.
DROP FUNCTION IF EXISTS pgveneer.relations();
DROP FUNCTION IF EXISTS pgveneer.relations(pg_snapshot);
CREATE FUNCTION pgveneer.relations(since pg_snapshot)
RETURNS TABLE (snapshot pg_snapshot, relid oid, nspname text, relname text, relkind "char",
  merged text, whole text, unmasked text, copy_up text, key text[], opaque boolean, dirty boolean,
  views oid[], bases oid[], attnums int2[], attnames text[], types text[], flags text[], distincts float8[], computed text[],
  pk text[], shipped text, hidden text, probed text, keyed text, rows float8, masked bigint, own bigint, parent boolean,
  own_equality boolean, paged text, paged_whole text, paged_keyed text, present oid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
#variable_conflict use_column
DECLARE
  present constant oid[] := ARRAY(
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pgveneer', 'pgveneer_lower', 'pgveneer_overlay',
        'pgveneer_catalog')
      AND (n.nspname !~ '^pg_(toast_)?temp_' OR n.oid = pg_my_temp_schema() AND c.relname !~ '^pgveneer_'));
  changed oid[] := pgveneer.changed_since(since);
BEGIN
  changed := CASE WHEN changed IS NULL THEN present ELSE ARRAY(SELECT unnest(changed) INTERSECT SELECT unnest(present)) END;
  RETURN QUERY
  WITH
  -- the views that stand for a relation: merged, lower, unmasked
  stand_in AS MATERIALIZED (
    SELECT r.relid, r.views AS views, ARRAY[r.relid] AS bases, r.key_names,
      CASE WHEN cardinality(r.key) > 0 THEN r.root END AS copied, r.opaque OR o.opaque AS opaque, r.root,
      (SELECT t.rows FROM pgveneer.lower_table t WHERE t.number = r.number) AS rows
    FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root WHERE r.relid = ANY (changed)
    UNION ALL
    SELECT w.relid, w.twins, w.bases, w.key_names, (SELECT r.root FROM pgveneer.relation r WHERE r.relid = w.target), false, NULL, NULL
    FROM pgveneer.view w WHERE w.relid = ANY (changed)),
  named AS MATERIALIZED (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name
    FROM stand_in s CROSS JOIN unnest(s.views) v JOIN pg_class c ON c.oid = v JOIN pg_namespace n ON n.oid = c.relnamespace)
  SELECT pg_current_snapshot(), r.*, CASE WHEN row_number() OVER () = 1 THEN present END
  FROM (SELECT) answer LEFT JOIN (
    SELECT c.oid, n.nspname::text, c.relname::text, c.relkind,
      m.name, l.name, u.name,
      'pgveneer_overlay.copy_up_' || s.copied, coalesce(s.key_names, '{}'), coalesce(s.opaque, false),
      CASE WHEN s.root IS NULL THEN false
           WHEN c.relhassubclass AND pgveneer.has_own_heirs(c.oid) THEN true
           -- as most tables: their files are looked at here too, since the function takes ten times as long as that
           WHEN c.relkind = 'r' AND NOT s.opaque AND coalesce((pg_stat_file(pg_relation_filepath(c.oid), true)).size, 0) = 0
             AND coalesce((pg_stat_file(pg_relation_filepath(to_regclass('pgveneer_overlay.mask_' || s.root)), true)).size, 0) = 0
             THEN false
           ELSE s.opaque OR pgveneer.is_dirty(c.oid, to_regclass('pgveneer_overlay.mask_' || s.root)) END,
      coalesce(s.views, '{}'), coalesce(s.bases, '{}'),
      coalesce(a.attnums, '{}'), coalesce(a.attnames, '{}'), coalesce(a.types, '{}'), coalesce(a.flags, '{}'),
      coalesce(a.distincts, '{}'),
      -- functions of a row, which can be written as columns
      CASE WHEN s.relid IS NULL THEN '{}' ELSE ARRAY(
        SELECT p.proname::text FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
        WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid = c.reltype AND d.classid = 'pg_proc'::regclass
          AND p.pronargs = 1 AND p.proargtypes[0] = c.reltype) END,
      -- the key by which rows can be grouped
      CASE WHEN s.root IS NULL THEN '{}' ELSE ARRAY(
        SELECT t.attname::text FROM pg_constraint k, pg_attribute t
        WHERE k.conrelid = c.oid AND k.contype = 'p' AND NOT k.condeferrable AND t.attrelid = c.oid AND t.attnum = ANY (k.conkey)) END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.shipped_' || c.oid)::text END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.hidden_' || c.oid)::text END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.probed_' || c.oid)::text END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.keyed_' || c.oid)::text END, coalesce(s.rows, -1),
      CASE WHEN s.copied IS NULL THEN 0
           ELSE coalesce(pgveneer.rows_about(to_regclass('pgveneer_overlay.mask_' || s.copied), 40), 0) END,
      CASE WHEN s.copied IS NULL THEN 0
           WHEN c.relkind = 'p' THEN (SELECT coalesce(sum(pgveneer.rows_about(p, 100)), 0)::bigint FROM pgveneer.partition_tree(c.oid) p)
           ELSE coalesce(pgveneer.rows_about(c.oid, 100), 0) END,
      c.relkind = 'r' AND c.relhassubclass, coalesce(a.own_equality, false),
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.paged_' || c.oid)::text END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.paged_lower_' || c.oid)::text END,
      CASE WHEN s.root IS NOT NULL THEN to_regclass('pgveneer_overlay.paged_keyed_' || c.oid)::text END
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN stand_in s ON s.relid = c.oid
    LEFT JOIN named m ON m.oid = s.views[1]
    LEFT JOIN named l ON l.oid = s.views[2]
    LEFT JOIN named u ON u.oid = s.views[3]
    LEFT JOIN (
      SELECT a.attrelid, array_agg(a.attnum ORDER BY a.attnum) AS attnums, array_agg(a.attname::text ORDER BY a.attnum) AS attnames,
        array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
        array_agg(CASE WHEN a.attnotnull THEN 'n' ELSE '' END || CASE WHEN a.attgenerated <> '' THEN 'g' ELSE '' END
          || a.attidentity::text || CASE WHEN m.lower_name IS NULL THEN 'm' ELSE '' END
          || CASE WHEN (a.attrelid, a.attnum) IN (
               SELECT x.indrelid, unnest(x.indkey) FROM pg_index x WHERE x.indrelid = ANY (changed) AND x.indnullsnotdistinct)
               THEN 'u' ELSE '' END
          || CASE WHEN a.atttypid IN (SELECT pgveneer.holding_money()) THEN '$' ELSE '' END
          || coalesce('r' || y.parent, '') ORDER BY a.attnum) AS flags,
        array_agg(coalesce(l.n_distinct, 0) ORDER BY a.attnum) AS distincts,
        bool_or(a.atttypid IN (SELECT pgveneer.own_equality())) AS own_equality
      FROM pg_attribute a
      LEFT JOIN pgveneer.column m ON m.relid = a.attrelid AND m.attnum = a.attnum
      LEFT JOIN pgveneer.relation r ON r.relid = a.attrelid
      LEFT JOIN (
        SELECT f.conrelid, f.conkey[1] AS attnum, min(f.confrelid::bigint) AS parent
        FROM pg_constraint f JOIN pg_constraint p ON p.conrelid = f.confrelid AND p.contype = 'p' AND p.conkey = f.confkey
        WHERE f.conrelid = ANY (changed) AND f.contype = 'f' AND f.convalidated AND cardinality(f.conkey) = 1 GROUP BY 1, 2) y
        ON y.conrelid = a.attrelid AND y.attnum = a.attnum
      LEFT JOIN pgveneer.lower_column l ON (l.nspname, l.relname, l.attname) = (r.nspname, r.relname, m.lower_name)
      WHERE a.attrelid = ANY (changed) AND a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attrelid) a ON a.attrelid = c.oid
    WHERE c.oid = ANY (changed)) r ON true;
END $$;

-- All rows of a view, for a reader that hardly ever needs them: the planner does not see what they cost, nor asks production.
CREATE OR REPLACE FUNCTION pgveneer.rows_of(view text) RETURNS SETOF record
LANGUAGE plpgsql STABLE ROWS 10 AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT * FROM ' || view;
END $$;

-- What EXECUTE in a rewritten body runs: the text itself. Nobody can rewrite it here, so what it names is copied up
-- whole before, which a function that must not write cannot do.
DROP FUNCTION IF EXISTS pgveneer.dynamic_sql(text);
CREATE OR REPLACE FUNCTION pgveneer.dynamic_sql(sql text, may_write boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  words text[];
  base oid;
BEGIN
  -- definitions are followed by whatever route they come; plain INSERT reads nothing
  IF sql ~* '^\s*(alter|drop|comment|grant|revoke|set|reset|truncate|lock|analyze|refresh|call|listen|notify)\M'
     OR sql ~* '^\s*create\M' AND sql !~* '^\s*create\s+((global|local|temp|temporary|unlogged)\s+)*table\M.*\mas\M' THEN
    RETURN sql;
  END IF;
  words := ARRAY(SELECT DISTINCT lower(m[1]) FROM regexp_matches(
    regexp_replace(sql, '^\s*insert\s+into\s+\S+(?=[^;]*$)(?!.*\mon\s+conflict\M)', '', 'i'), '([\w$]+)', 'g') m);
  FOR base IN
    SELECT DISTINCT b FROM pg_class c
    JOIN (SELECT r.relid, ARRAY[r.relid] AS bases FROM pgveneer.relation r
          UNION ALL SELECT v.relid, v.bases FROM pgveneer.view v) named ON named.relid = c.oid, unnest(named.bases) b
    WHERE lower(c.relname) = ANY (words)
       OR c.relname !~ '^[\w$]+$' AND strpos(lower(sql), lower(replace(c.relname, '"', '""'))) > 0
  LOOP
    IF NOT may_write THEN
      RAISE feature_not_supported USING
        MESSAGE = format('dynamic SQL with table %s in a function that is not VOLATILE is not supported by pgveneer', base::regclass),
        HINT = 'Declare the function VOLATILE, or write the statement without EXECUTE.';
    END IF;
    PERFORM pgveneer.copy_all(base);
  END LOOP;
  RETURN sql;
END $$;

-- WHERE CURRENT OF needs a cursor over the table itself, as one with FOR UPDATE is.
CREATE OR REPLACE FUNCTION pgveneer.check_cursor(name text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_cursors c WHERE c.name = check_cursor.name AND c.statement ~ 'pgveneer_overlay') THEN
    RAISE feature_not_supported USING
      MESSAGE = format('WHERE CURRENT OF cursor "%s", which is not FOR UPDATE, is not supported by pgveneer', name),
      HINT = 'Declare the cursor FOR UPDATE, or name the row by its key.';
  END IF;
END $$;

-- Reads that only upper can serve need rows there, which a read-only transaction cannot bring.
CREATE OR REPLACE FUNCTION pgveneer.check_writable(what text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('transaction_read_only')::boolean THEN
    RAISE feature_not_supported USING
      MESSAGE = format('system columns, TABLESAMPLE and the like on "%s" in a read-only transaction are not supported by pgveneer', what),
      HINT = 'Use a transaction that may write: rows are copied into the fresh database for it.';
  END IF;
END $$;

-- Prepares, beside a statement that the client prepared in SQL, what has to run before it, with the same parameters.
CREATE OR REPLACE FUNCTION pgveneer.prepare_step(statement text, step text, sql text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  types text := (SELECT pg_catalog.array_to_string(p.parameter_types::text[], ', ') FROM pg_catalog.pg_prepared_statements p
                 WHERE p.name = prepare_step.statement);
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_prepared_statements p WHERE p.name = prepare_step.step) THEN
    EXECUTE pg_catalog.format('DEALLOCATE %I', step);
  END IF;
  EXECUTE pg_catalog.format('PREPARE %I%s AS %s', step, CASE WHEN types = '' THEN '' ELSE '(' || types || ')' END, sql);
END $$;

-- Waits for those who read the lower side of tables, alone or with upper, and for those who have written, and keeps others
-- out: on behalf of one who may lock the tables, or define them anew. The purpose is to lock, truncate or define, or to define
-- alone, without partitions: who may not do that will be told so without waiting.
DROP FUNCTION IF EXISTS pgveneer.keep_readers_out(oid[], boolean, boolean);
CREATE OR REPLACE FUNCTION pgveneer.keep_readers_out(relations oid[], purpose text, nowait boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  relation oid;
BEGIN
  IF purpose <> 'lock' AND current_setting('transaction_read_only')::boolean THEN RETURN; END IF;
  PERFORM pgveneer.fire_pending() WHERE purpose = 'truncate';
  FOR relation IN
    SELECT t FROM unnest(relations) r
    CROSS JOIN LATERAL (SELECT r WHERE purpose = 'define alone' UNION SELECT pgveneer.partition_tree(r) WHERE purpose <> 'define alone') m(t)
    JOIN pg_class c ON c.oid = t
    WHERE c.relkind IN ('r', 'p') AND (pg_has_role(c.relowner, 'USAGE')
      OR purpose IN ('lock', 'truncate') AND has_table_privilege(t, 'TRUNCATE')
      OR purpose = 'lock' AND (has_table_privilege(t, 'UPDATE') OR has_table_privilege(t, 'DELETE')
        OR CASE WHEN current_setting('server_version_num')::int >= 170000 THEN has_table_privilege(t, 'MAINTAIN') END))
    ORDER BY t
  LOOP
    PERFORM pgveneer.lock_layers(relation, nowait);
  END LOOP;
END $$;

-- What is asked of a relation's layers is locked in the order that readers lock it in: the views first, those of client's
-- views too, which a definition makes again. Who has read one of them in a transaction may want another one next, or upper.
-- So nothing is held here for long while something is waited for, and what was waited for in vain is waited for alone next.
-- Who reads a partitioned table may hold nothing but a lock on its own views: they are a part of what a partition is read by.
DROP FUNCTION IF EXISTS pgveneer.lock_lower(oid, boolean);
CREATE OR REPLACE FUNCTION pgveneer.lock_layers(relation oid, nowait boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  fixed constant boolean := current_setting('transaction_read_only')::boolean;
  timeout constant text := current_setting('lock_timeout');
  -- before PostgreSQL looks for a deadlock
  short constant text := CASE WHEN nowait THEN 1 ELSE (
    SELECT greatest(1, least(100, s.setting::int / 3)) FROM pg_settings s WHERE s.name = 'deadlock_timeout') END || 'ms';
  tables constant oid[] := relation || ARRAY(SELECT a FROM pg_partition_ancestors(relation) a);
  locks text[]; awaited text; command text;
BEGIN
  LOOP
    -- whoever was waited for may have put other views into their place, or none, and dropped the table
    locks := ARRAY(
      -- LOCK TABLE would lock what a view reads as well, other tables among it; but it is what a read-only transaction may do
      SELECT format(CASE WHEN fixed THEN 'LOCK TABLE %s IN ACCESS EXCLUSIVE MODE' ELSE 'ALTER VIEW %s RESET (check_option)' END, v.oid::regclass)
      FROM pg_class v
      WHERE v.relkind = 'v' AND v.relnamespace = 'pgveneer_overlay'::regnamespace AND v.oid::regclass::text !~ '^\d+$' AND (
        v.oid IN (SELECT unnest(r.views) FROM pgveneer.relation r WHERE r.relid = ANY (tables))
        OR NOT fixed AND v.oid IN (SELECT unnest(t.twins) FROM pgveneer.view t WHERE t.bases && tables))
      ORDER BY v.oid);
    IF locks = '{}' OR relation::regclass::text ~ '^\d+$' THEN RETURN; END IF;
    locks := locks || format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', relation::regclass);
    BEGIN
      command := awaited;
      IF awaited IS NOT NULL THEN EXECUTE awaited; END IF;
      PERFORM set_config('lock_timeout', short, true);
      FOREACH command IN ARRAY locks LOOP
        EXECUTE command;
      END LOOP;
      PERFORM set_config('lock_timeout', timeout, true);
      RETURN;
    EXCEPTION WHEN undefined_table THEN
      awaited := NULL;
    WHEN lock_not_available THEN
      IF nowait THEN
        RAISE lock_not_available USING
          MESSAGE = format('could not obtain lock on relation "%s"', (SELECT c.relname FROM pg_class c WHERE c.oid = relation));
      ELSIF command = awaited THEN
        RAISE;
      END IF;
      awaited := command;
    END;
  END LOOP;
END $$;

-- Waits for those who define, lock or truncate relations or what inherits from them, as a statement that names these would,
-- and answers whether it had to. What ends that wait is the statement's to tell: it waits again, and fails.
CREATE OR REPLACE FUNCTION pgveneer.await_definitions(relations oid[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  named oid; waited boolean := false;
BEGIN
  FOREACH named IN ARRAY ARRAY(
    WITH RECURSIVE tree(relid) AS (
      SELECT unnest(relations) UNION SELECT i.inhrelid FROM tree t JOIN pg_inherits i ON i.inhparent = t.relid)
    SELECT t.relid FROM tree t)
  LOOP
    IF EXISTS (SELECT FROM pg_locks l WHERE l.relation = named AND l.mode = 'AccessExclusiveLock' AND l.granted
               AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND l.pid <> pg_backend_pid()) THEN
      waited := true;
      EXECUTE format('LOCK TABLE ONLY %s IN ACCESS SHARE MODE', named::regclass);
    END IF;
  END LOOP;
  RETURN waited;
EXCEPTION
  WHEN undefined_table THEN RETURN true;
  WHEN lock_not_available OR deadlock_detected OR query_canceled THEN RETURN false;
END $$;
