-- Texts of statements that the server keeps, as clients sent them: the names of our views give way to the client's.

CREATE OR REPLACE FUNCTION pgveneer_catalog.client_text(text text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_name text[];
  name text;
BEGIN
  text := pg_catalog.regexp_replace(text,
    '\(SELECT (?:(?:\w+|"(?:[^"]|"")*"),? )+FROM pgveneer_overlay\.(?:paged_)?keyed_(\d+) m'
    '(?: WHERE m\.pgveneer_up OR \(SELECT pgveneer_overlay\.open_\d+\(\(ARRAY\[[^]]*\]\)\[2:\]\)\))?\)', 'pgveneer_overlay.merged_\1', 'g');
  -- a page, whose condition and order stand twice
  text := pg_catalog.regexp_replace(text,
    '\(SELECT (?:"(?:[^"]|"")*"(?:, )?)+ FROM (?:"(?:[^"]|"")*"\.?)+ UNION ALL \(SELECT (?:"(?:[^"]|"")*"(?:, )?)+'
    ' FROM pgveneer_overlay\.(?:shipped|paged)_(\d+)(\s(?:AS )?(?:"(?:[^"]|"")*"|[\w$]+)).*?\)\)\2', 'pgveneer_overlay.merged_\1\2', 'g');
  FOR found_name IN
    SELECT DISTINCT m FROM pg_catalog.regexp_matches(text, 'pgveneer_overlay\.(merged|(?:paged_)?lower|unmasked|probed)_(\d+)', 'g') m
  LOOP
    name := (SELECT pg_catalog.quote_ident(c.relname) FROM pg_catalog.pg_class c WHERE c.oid = found_name[2]::pg_catalog.oid);
    text := pg_catalog.regexp_replace(text, pg_catalog.format('pgveneer_overlay\.%s_%s\M(?: AS ((?:[\w$]+\.)*%s)(?![\w$]))?', found_name[1], found_name[2],
      pg_catalog.regexp_replace(name, '([^\w])', '\\\1', 'g')), coalesce(name, 'gone'), 'g');
  END LOOP;
  RETURN pg_catalog.regexp_replace(text, 'pgveneer_catalog\."?(\w+)\+?"?(?: AS \1\M)?', '\1', 'g');
END $$;

CREATE OR REPLACE FUNCTION pgveneer_catalog.current_query() RETURNS text
LANGUAGE sql VOLATILE AS 'SELECT pgveneer_catalog.client_text(pg_catalog.current_query())';

DO $build$
DECLARE
  item record;
BEGIN
  FOR item IN SELECT * FROM (VALUES ('pg_cursors', 'statement', 'true'), ('pg_stat_activity', 'query', 'true'),
      ('pg_prepared_statements', 'statement', $$t.name !~ '^pgveneer_'$$)) x(catalog, shown, condition) LOOP
    EXECUTE format('CREATE OR REPLACE VIEW pgveneer_catalog.%1$I WITH (security_invoker) AS SELECT %2$s FROM pg_catalog.%1$I t WHERE %3$s',
      item.catalog, (SELECT string_agg(CASE a.attname WHEN item.shown THEN format('pgveneer_catalog.client_text(t.%1$I) AS %1$I', a.attname)
        ELSE format('t.%I', a.attname) END, ', ' ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = format('pg_catalog.%I', item.catalog)::regclass AND a.attnum > 0), item.condition);
    EXECUTE format('GRANT SELECT ON pgveneer_catalog.%I TO PUBLIC', item.catalog);
  END LOOP;
END $build$;
