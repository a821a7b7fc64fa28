-- What the report tells of the clients' DDL.

-- Gathered in settings while a statement runs.
CREATE OR REPLACE FUNCTION pgveneer.gather(name text, value text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT set_config('pgveneer.' || name, (coalesce(nullif(current_setting('pgveneer.' || name, true), ''), '{}')::text[] || value)::text, true)
$$;
REVOKE ALL ON FUNCTION pgveneer.gather(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.gathered(name text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT coalesce(nullif(current_setting('pgveneer.' || name, true), ''), '{}')::text[] $$;

CREATE OR REPLACE FUNCTION pgveneer.on_rewrite() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.gather('rewritten', pg_event_trigger_table_rewrite_oid()::text);
END $$;

-- Records the statement that has just been carried out.
CREATE OR REPLACE FUNCTION pgveneer.record(tag text, touched oid[], names text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  statement text := coalesce(pgveneer.statement(), '');
  checked text[] := pgveneer.gathered('checked');
  dropped text[] := pgveneer.gathered('dropped');
BEGIN
  INSERT INTO pgveneer.ddl (began, tag, statement, objects, impact, lower_rows, lower_bytes, checked)
  SELECT coalesce(nullif(current_setting('pgveneer.began', true), '')::timestamptz, now()), tag, statement,
    ARRAY(SELECT DISTINCT x FROM unnest(names || dropped) x ORDER BY x),
    CASE WHEN pgveneer.gathered('rewritten') <> '{}' THEN 'rewrites the table, which nobody can read meanwhile'
         WHEN tag = 'CREATE INDEX' AND statement !~* '\mconcurrently\M' THEN 'blocks writes while the index is built'
         WHEN tag = 'REFRESH MATERIALIZED VIEW' AND statement !~* '\mconcurrently\M' THEN 'blocks readers of the view while it is filled'
         WHEN statement ~* '\mvalidate\s+constraint\M' THEN 'reads the whole table'
         WHEN checked <> '{}' THEN 'reads the whole table, which nobody can write to meanwhile' END,
    sum(greatest(t.rows, 0)), sum(t.bytes), checked
  FROM pgveneer.relation r JOIN pgveneer.lower_table t ON (t.nspname, t.relname) = (r.nspname, r.relname)
  WHERE r.relid = ANY (touched);
  PERFORM set_config('pgveneer.' || x, '', true) FROM unnest(ARRAY['checked', 'dropped', 'rewritten']) x;
END $$;
REVOKE ALL ON FUNCTION pgveneer.record(text, oid[], text[]) FROM PUBLIC;

-- Tells the proxy, which keeps it, what rows of production stand in the way of a statement that is about to fail.
CREATE OR REPLACE FUNCTION pgveneer.tell_violation(relation oid, object text, rows_sql text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record; keys text[];
BEGIN
  SELECT r.key_names INTO keys FROM pgveneer.relation r WHERE r.relid = relation;
  EXECUTE format('SELECT count(*) AS n, (array_agg(%s))[1:5] AS keys FROM %s',
    CASE WHEN keys = '{}' THEN 'v.*::text' ELSE (SELECT format('concat_ws('', '', %s)', string_agg(format('v.%I', k), ', ')) FROM unnest(keys) k) END,
    rows_sql) INTO found;
  RAISE INFO USING ERRCODE = 'PV005', MESSAGE = 'pgveneer: violated', DETAIL = jsonb_build_object('statement', pgveneer.statement(),
    'table', (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = relation),
    'object', object, 'rows', found.n, 'key', keys, 'sample', found.keys);
EXCEPTION WHEN OTHERS THEN
  -- the error itself is on its way
  RETURN;
END $$;
REVOKE ALL ON FUNCTION pgveneer.tell_violation(oid, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.report() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'statements', coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', d.began, 'milliseconds', round(extract(epoch FROM d.ended - d.began) * 1000),
        'command', d.tag, 'statement', d.statement, 'objects', d.objects, 'checked', d.checked, 'impact', d.impact,
        'production_rows', d.lower_rows, 'production_bytes', d.lower_bytes) ORDER BY d.began, d.ended)
      FROM pgveneer.ddl d), '[]'),
    'violations', coalesce((SELECT jsonb_agg(jsonb_build_object('at', v.at) || v.told ORDER BY v.at) FROM pgveneer.violation v), '[]'),
    'objects', coalesce((SELECT jsonb_agg(DISTINCT o) FROM pgveneer.ddl d, unnest(d.objects) o), '[]'))
$$;
REVOKE ALL ON FUNCTION pgveneer.report() FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.status() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'tables', (SELECT count(*) FROM pgveneer.relation),
    'changed', coalesce((
      SELECT jsonb_agg(r.relid::regclass::text ORDER BY r.relid::regclass::text) FROM pgveneer.relation r
      WHERE NOT r.opaque AND r.root = r.relid AND pgveneer.is_dirty(r.relid, to_regclass('pgveneer_overlay.mask_' || r.root))), '[]'),
    'copied_whole', coalesce((
      SELECT jsonb_agg(r.relid::regclass::text ORDER BY r.relid::regclass::text) FROM pgveneer.relation r WHERE r.opaque), '[]'),
    'unreadable', coalesce((
      SELECT jsonb_agg(r.relid::regclass::text ORDER BY r.relid::regclass::text)
      FROM pgveneer.relation r JOIN pg_class f ON f.oid = r.foreign_relid WHERE f.relkind = 'v' AND NOT r.opaque), '[]'),
    'production_changes', coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', p.at, 'object', p.object, 'note', p.note, 'conflict', p.conflict) ORDER BY p.at)
      FROM pgveneer.production_change p), '[]'))
$$;
REVOKE ALL ON FUNCTION pgveneer.status() FROM PUBLIC;
