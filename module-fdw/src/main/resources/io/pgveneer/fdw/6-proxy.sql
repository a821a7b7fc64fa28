-- What the proxy asks.

CREATE OR REPLACE FUNCTION pgveneer.session(OUT search_path name[], OUT version bigint)
LANGUAGE sql STABLE AS 'SELECT current_schemas(true), pgveneer.version()';

-- Whether a relation may hold an upper row or a mask entry. Looks at file sizes first, which needs no lock.
CREATE OR REPLACE FUNCTION pgveneer.is_dirty(relation oid, mask oid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  candidate oid; found_row boolean;
BEGIN
  FOR candidate IN
    SELECT c FROM (SELECT mask AS c WHERE mask IS NOT NULL
                   UNION ALL SELECT relation
                   UNION ALL SELECT t.relid FROM pg_partition_tree(relation) t WHERE t.relid <> relation) x
    WHERE (pg_stat_file(pg_relation_filepath(c), true)).size > 0
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', candidate::regclass) INTO found_row;
    IF found_row THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION pgveneer.is_dirty(oid, oid) FROM PUBLIC;

-- A row for each relation outside the system schemas and ours.
DROP FUNCTION IF EXISTS pgveneer.relations();
CREATE FUNCTION pgveneer.relations()
RETURNS TABLE (version bigint, relid oid, nspname text, relname text, relkind "char",
  merged text, whole text, unmasked text, copy_up text, key text[], opaque boolean, dirty boolean,
  views oid[], bases oid[], attnums int2[], attnames text[], types text[], flags text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
  WITH v AS MATERIALIZED (SELECT pgveneer.version() AS version),
  -- the views that stand for a relation: merged, lower, unmasked
  stand_in AS MATERIALIZED (
    SELECT r.relid, r.views AS views, ARRAY[r.relid] AS bases, r.key_names,
      CASE WHEN cardinality(r.key) > 0 THEN r.root END AS copied, r.opaque OR o.opaque AS opaque, r.root
    FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
    UNION ALL
    SELECT w.relid, w.twins, w.bases, w.key_names, (SELECT r.root FROM pgveneer.relation r WHERE r.relid = w.target), false, NULL
    FROM pgveneer.view w),
  named AS MATERIALIZED (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND n.nspname ~ '^pgveneer_overlay$|^pg_temp_')
  SELECT v.version, c.oid, n.nspname::text, c.relname::text, c.relkind, m.name, l.name, u.name,
    'pgveneer_overlay.copy_up_' || s.copied, coalesce(s.key_names, '{}'), coalesce(s.opaque, false),
    CASE WHEN s.root IS NULL THEN false
         ELSE s.opaque OR pgveneer.is_dirty(c.oid, to_regclass('pgveneer_overlay.mask_' || s.root)) END,
    coalesce(s.views, '{}'), coalesce(s.bases, '{}'),
    coalesce(a.attnums, '{}'), coalesce(a.attnames, '{}'), coalesce(a.types, '{}'), coalesce(a.flags, '{}')
  FROM v, pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN stand_in s ON s.relid = c.oid
  LEFT JOIN named m ON m.oid = s.views[1]
  LEFT JOIN named l ON l.oid = s.views[2]
  LEFT JOIN named u ON u.oid = s.views[3]
  LEFT JOIN (
    SELECT attrelid, array_agg(attnum ORDER BY attnum) AS attnums, array_agg(attname::text ORDER BY attnum) AS attnames,
      array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) AS types,
      array_agg(CASE WHEN attnotnull THEN 'n' ELSE '' END || CASE WHEN attgenerated <> '' THEN 'g' ELSE '' END
        || attidentity::text ORDER BY attnum) AS flags
    FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped GROUP BY attrelid) a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pgveneer', 'pgveneer_lower', 'pgveneer_overlay',
      'pgveneer_catalog')
    AND (n.nspname !~ '^pg_(toast_)?temp_' OR n.oid = pg_my_temp_schema() AND c.relname !~ '^pgveneer_')
$$;

-- What EXECUTE in a rewritten PL/pgSQL body runs: the text, unless it could read or write a federated relation.
CREATE OR REPLACE FUNCTION pgveneer.dynamic_sql(text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  named text;
BEGIN
  IF $1 ~* '^\s*(create|alter|drop|comment|grant|revoke|set|reset|truncate|lock)\M' AND $1 !~* '\mas\M' THEN
    RETURN $1;
  END IF;
  SELECT c.relname INTO named FROM pgveneer.relation r JOIN pg_class c ON c.oid = r.relid
  WHERE lower(c.relname) IN (SELECT lower(m[1]) FROM regexp_matches($1, '[\w$]+', 'g') m)
     OR (c.relname !~ '^[\w$]+$' AND strpos(lower($1), lower(replace(c.relname, '"', '""'))) > 0)
  LIMIT 1;
  IF named IS NOT NULL THEN
    RAISE feature_not_supported USING
      MESSAGE = format('dynamic SQL in a function cannot use table "%s" of the preview', named),
      HINT = 'Write the statement into the function without EXECUTE.';
  END IF;
  RETURN $1;
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
