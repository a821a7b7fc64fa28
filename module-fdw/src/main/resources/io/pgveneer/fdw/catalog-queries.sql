-- Functions of the system that run a query which they are given, or read tables that they are told. Nobody can rewrite that
-- here, so what it names is copied up whole before, as for dynamic SQL.

DO $$
DECLARE
  f record; named text;
BEGIN
  FOR f IN
    SELECT p.oid, p.proname, p.pronargs, p.proretset, p.proisstrict, p.procost, p.prorows,
      pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
      (SELECT string_agg('$' || n, ', ' ORDER BY n) FROM generate_series(1, p.pronargs) n) AS given
    FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid IN (SELECT pgveneer.query_functions())
  LOOP
    named := CASE
      WHEN f.proname ~ '^(query|ts_stat)' THEN '$1'
      WHEN f.proname = 'ts_rewrite' THEN CASE f.pronargs WHEN 2 THEN '$2' END
      ELSE format('(SELECT pg_catalog.string_agg(c.relname::pg_catalog.text, '' '') FROM pg_catalog.pg_class c%s)', CASE
        WHEN f.proname ~ '^table' THEN ' WHERE c.oid OPERATOR(pg_catalog.=) $1'
        WHEN f.proname ~ '^schema' THEN ' JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace'
          ' WHERE n.nspname OPERATOR(pg_catalog.=) $1'
        ELSE '' END) END;
    EXECUTE format('CREATE OR REPLACE FUNCTION pgveneer_catalog.%I(%s) RETURNS %s LANGUAGE plpgsql VOLATILE%s COST %s%s AS %L',
      f.proname, f.arguments, f.result, CASE WHEN f.proisstrict THEN ' STRICT' END, f.procost,
      CASE WHEN f.proretset THEN ' ROWS ' || f.prorows END,
      format(E'#variable_conflict use_column\nBEGIN\n  %s%s pg_catalog.%s(%s);\nEND',
        'PERFORM pgveneer.dynamic_sql(' || named || E', NOT pg_catalog.current_setting(''transaction_read_only'')::pg_catalog.bool);\n  ',
        CASE WHEN f.proretset THEN 'RETURN QUERY SELECT * FROM' ELSE 'RETURN' END, f.proname, f.given));
  END LOOP;
END $$;
