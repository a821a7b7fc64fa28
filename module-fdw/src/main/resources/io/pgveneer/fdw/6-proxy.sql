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

-- The views that read a federated relation, directly or through other views.
CREATE OR REPLACE FUNCTION pgveneer.federated_views() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE reads AS MATERIALIZED (
    SELECT DISTINCT w.ev_class AS reader, d.refobjid AS read
    FROM pg_class c JOIN pg_rewrite w ON c.oid = w.ev_class AND c.relkind = 'v'
    JOIN pg_depend d ON w.oid = d.objid
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class
      AND c.relnamespace <> 'pgveneer_overlay'::regnamespace),
  found AS (
    SELECT reader FROM reads JOIN pgveneer.relation r ON r.relid = reads.read
    UNION SELECT reads.reader FROM reads JOIN found ON found.reader = reads.read)
  SELECT reader FROM found
$$;
REVOKE ALL ON FUNCTION pgveneer.federated_views() FROM PUBLIC;

-- A row for each relation outside the system schemas and ours.
DROP FUNCTION IF EXISTS pgveneer.relations();
CREATE FUNCTION pgveneer.relations()
RETURNS TABLE (version bigint, relid oid, nspname text, relname text, relkind "char",
  merged text, whole text, unmasked text, copy_up text, key text[], opaque boolean, dirty boolean,
  views oid[], definition text, attnums int2[], attnames text[], types text[], flags text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
  WITH v AS MATERIALIZED (SELECT pgveneer.version() AS version),
  f AS MATERIALIZED (SELECT array_agg(o) AS readers FROM pgveneer.federated_views() o)
  SELECT v.version, c.oid, n.nspname::text, c.relname::text, c.relkind,
    'pgveneer_overlay.merged_' || r.relid,
    'pgveneer_overlay.lower_' || r.relid,
    'pgveneer_overlay.unmasked_' || r.relid,
    CASE WHEN cardinality(r.key) > 0 THEN 'pgveneer_overlay.copy_up_' || r.root END,
    r.key_names,
    coalesce(r.opaque OR o.opaque, false),
    CASE WHEN r.relid IS NULL THEN false WHEN r.opaque OR o.opaque THEN true
         ELSE pgveneer.is_dirty(r.relid, to_regclass('pgveneer_overlay.mask_' || r.root)) END,
    r.views,
    CASE WHEN c.relkind = 'v' AND c.oid = ANY (f.readers) THEN rtrim(pg_get_viewdef(c.oid), ';') END,
    coalesce(a.attnums, '{}'), coalesce(a.attnames, '{}'), coalesce(a.types, '{}'), coalesce(a.flags, '{}')
  FROM v, f, pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pgveneer.relation r ON r.relid = c.oid
  LEFT JOIN pgveneer.relation o ON o.relid = r.root
  LEFT JOIN (
    SELECT attrelid, array_agg(attnum ORDER BY attnum) AS attnums, array_agg(attname::text ORDER BY attnum) AS attnames,
      array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) AS types,
      array_agg(CASE WHEN attnotnull THEN 'n' ELSE '' END || CASE WHEN attgenerated <> '' THEN 'g' ELSE '' END
        || attidentity::text ORDER BY attnum) AS flags
    FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped GROUP BY attrelid) a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pgveneer', 'pgveneer_lower', 'pgveneer_overlay',
      'pgveneer_catalog')
    AND (n.nspname !~ '^pg_(toast_)?temp_' OR n.oid = pg_my_temp_schema())
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
