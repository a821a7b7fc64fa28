-- The system catalogues as a client should see them: without the overlay's own objects.
--
-- One view per catalogue, in schema pgveneer_catalog, with the catalogue's columns in their order; the proxy reads
-- from it wherever a client names the catalogue. A view for system columns, "<name>+", adds tableoid, ctid and xmin,
-- which only few clients (pg_dump) ask for. security_invoker keeps every privilege check the client's own.

CREATE SCHEMA IF NOT EXISTS pgveneer_catalog;
GRANT USAGE ON SCHEMA pgveneer_catalog TO PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer_catalog.build() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $build$
DECLARE
  namespaces constant text := (
    SELECT 'ARRAY[' || string_agg(oid::text, ',') || ']::oid[]'
    FROM pg_namespace
    WHERE nspname IN ('pgveneer', 'pgveneer_lower', 'pgveneer_overlay', 'pgveneer_catalog'));
  names constant text :=
    $$('pgveneer', 'pgveneer_lower', 'pgveneer_overlay', 'pgveneer_catalog')$$;
  class constant text := format(
    'NOT EXISTS (SELECT FROM pg_catalog.pg_class k WHERE k.oid = t.%%s AND k.relnamespace = ANY (%s))',
    namespaces);
  our_extension constant text := format($$NOT EXISTS (
    SELECT FROM pg_catalog.pg_extension x
    WHERE x.extname = 'postgres_fdw' AND x.extnamespace = ANY (%s)%%s)$$, namespaces);
  item record;
  shown jsonb;
BEGIN
  FOR item IN
    SELECT * FROM (VALUES
      ('pg_namespace', format('t.oid <> ALL (%s)', namespaces)),
      ('pg_class', format($$t.relnamespace <> ALL (%1$s) AND NOT (
        t.relnamespace = 'pg_toast'::pg_catalog.regnamespace AND EXISTS (
          SELECT FROM pg_catalog.pg_class k
          WHERE k.relnamespace = ANY (%1$s) AND k.oid = substring(t.relname from '\d+')::oid))$$, namespaces)),
      ('pg_type', format('t.typnamespace <> ALL (%s)', namespaces)),
      ('pg_proc', format('t.pronamespace <> ALL (%s)', namespaces)),
      ('pg_constraint', format('t.connamespace <> ALL (%s)', namespaces)),
      ('pg_attribute', format(class, 'attrelid')),
      ('pg_attrdef', format(class, 'adrelid')),
      ('pg_index', format(class, 'indexrelid')),
      ('pg_rewrite', format(class, 'ev_class')),
      ('pg_sequence', format(class, 'seqrelid')),
      ('pg_foreign_table', format(class, 'ftrelid')),
      ('pg_inherits', format(class, 'inhrelid')),
      ('pg_trigger', $$t.tgname !~ '^A_pgveneer' AND $$ || format(class, 'tgrelid')),
      ('pg_event_trigger', $$t.evtname !~ '^pgveneer_(start|ddl|drop|rewrite)$'$$),
      ('pg_foreign_server', $$t.srvname <> 'prod_server'$$),
      ('pg_foreign_data_wrapper',
        $$t.fdwname <> 'postgres_fdw' OR $$ || format(our_extension, '')),
      ('pg_extension', format('t.extnamespace <> ALL (%s)', namespaces)),
      ('pg_user_mapping', $$NOT EXISTS (SELECT FROM pg_catalog.pg_foreign_server s
        WHERE s.oid = t.umserver AND s.srvname = 'prod_server')$$),
      ('pg_user_mappings', $$t.srvname <> 'prod_server'$$),
      ('pg_depend', format($$NOT (
        t.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND t.objid = ANY (%1$s)
        OR t.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND t.refobjid = ANY (%1$s)
        OR EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extnamespace = ANY (%1$s)
          AND (x.tableoid, x.oid) IN ((t.classid, t.objid), (t.refclassid, t.refobjid)))
        OR t.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.deptype = 'e' AND EXISTS (
          SELECT FROM pg_catalog.pg_extension x WHERE x.oid = t.refobjid AND x.extname = 'postgres_fdw')
        OR t.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_class k WHERE k.oid = t.objid AND k.relnamespace = ANY (%1$s))
        OR t.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class k ON k.oid = r.ev_class
          WHERE r.oid = t.objid AND k.relnamespace = ANY (%1$s))
        OR t.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_proc p WHERE p.oid = t.objid AND p.pronamespace = ANY (%1$s))
        OR t.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_trigger g WHERE g.oid = t.objid AND g.tgname ~ '^A_pgveneer'))$$,
        namespaces)),
      ('pg_cast', $$NOT (t.castsource = 'pg_catalog.text'::pg_catalog.regtype
        AND t.casttarget = 'pg_catalog.pg_node_tree'::pg_catalog.regtype)$$),
      -- pg_dump sets it where it is listed, and could then read none of our views
      ('pg_settings', $$t.name <> 'restrict_nonsystem_relation_kind'$$),
      ('pg_locks', format($$NOT (
        t.locktype = 'advisory' AND t.objsubid = 2 AND (t.classid, t.objid) IN ((1885828709, 1852138866))
        OR t.locktype = 'relation' AND EXISTS (
          SELECT FROM pg_catalog.pg_class k JOIN pg_catalog.pg_database d ON d.oid = t.database
          WHERE k.oid = t.relation AND k.relnamespace = ANY (%s) AND d.datname = pg_catalog.current_database()))$$, namespaces)),
      ('pg_prepared_statements', $$t.name !~ '^pgveneer_'$$)
    ) AS known (name, condition)
    UNION ALL
    SELECT c.relname::text, format('t.schemaname NOT IN %s', names)
    FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'v'
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'schemaname')
  LOOP
    shown := CASE item.name
      WHEN 'pg_class' THEN jsonb_build_object('relhastriggers', $$t.relhastriggers AND EXISTS (
        SELECT FROM pg_catalog.pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname !~ '^A_pgveneer')$$)
      WHEN 'pg_tables' THEN jsonb_build_object('hastriggers', $$t.hastriggers AND EXISTS (
        SELECT FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class k ON k.oid = g.tgrelid
        WHERE k.relname = t.tablename AND k.relnamespace::pg_catalog.regnamespace::pg_catalog.text = pg_catalog.quote_ident(t.schemaname)
          AND g.tgname !~ '^A_pgveneer')$$)
      ELSE '{}' END;
    PERFORM pgveneer_catalog.build_view('pg_catalog', item.name, item.name, item.condition, false, shown);
    IF (SELECT relkind = 'r' FROM pg_class WHERE oid = format('pg_catalog.%I', item.name)::regclass) THEN
      PERFORM pgveneer_catalog.build_view(
        'pg_catalog', item.name, item.name || '+', item.condition, true, shown);
    END IF;
  END LOOP;

  FOR item IN
    SELECT c.relname AS name,
           string_agg(CASE
               WHEN a.attname = 'trigger_name' THEN $$t.trigger_name !~ '^A_pgveneer'$$
               WHEN a.attname = 'foreign_server_name' THEN $$t.foreign_server_name <> 'prod_server'$$
               WHEN a.attname = 'foreign_data_wrapper_name'
                 THEN $$(t.foreign_data_wrapper_name <> 'postgres_fdw' OR $$ || format(our_extension, '') || ')'
               WHEN a.attname = 'object_type'
                 THEN $$(t.object_type <> 'FOREIGN SERVER' OR t.object_name <> 'prod_server') AND (
                   t.object_type <> 'FOREIGN DATA WRAPPER' OR t.object_name <> 'postgres_fdw' OR $$ || format(our_extension, '') || ')'
               ELSE format('(t.%1$I IS NULL OR t.%1$I NOT IN %2$s)', a.attname, names) END, ' AND ')
             AS condition
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND (a.attname ~ '(_|^)schema(_name)?$'
      OR a.attname IN ('trigger_name', 'foreign_server_name', 'foreign_data_wrapper_name')
      OR a.attname = 'object_type' AND c.relname = 'usage_privileges')
    WHERE c.relnamespace = 'information_schema'::regnamespace AND c.relkind = 'v'
      AND c.relname !~ '^_'
    GROUP BY c.relname
  LOOP
    PERFORM pgveneer_catalog.build_view(
      'information_schema', item.name, 'information_schema.' || item.name, item.condition, false,
      CASE item.name WHEN 'triggers' THEN jsonb_build_object('action_order', $$(pg_catalog.rank() OVER (
        PARTITION BY t.event_object_schema, t.event_object_table, t.event_manipulation, t.action_orientation, t.action_timing
        ORDER BY t.trigger_name))::information_schema.cardinal_number$$) ELSE '{}' END);
  END LOOP;
END
$build$;

-- Shown has what stands in the place of a column. A view's column can have type anyarray, as those of catalogues do, where
-- it is made as they are.
DROP FUNCTION IF EXISTS pgveneer_catalog.build_view(text, text, text, text, boolean);
CREATE OR REPLACE FUNCTION pgveneer_catalog.build_view(
  nsp text, catalog text, name text, condition text, system_columns boolean, shown jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog SET allow_system_table_mods = on AS $build$
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE VIEW pgveneer_catalog.%I WITH (security_invoker) AS SELECT %s FROM %I.%I t WHERE %s',
    name,
    (SELECT string_agg(
       CASE WHEN shown ? a.attname THEN format('%s AS %I', shown ->> a.attname, a.attname)
            ELSE format('t.%I', a.attname) END, ', ' ORDER BY a.attnum)
     FROM pg_attribute a
     WHERE a.attrelid = format('%I.%I', nsp, catalog)::regclass AND a.attnum > 0 AND NOT a.attisdropped)
      || CASE WHEN system_columns THEN ', t.tableoid, t.ctid, t.xmin' ELSE '' END,
    nsp, catalog, condition);
  EXECUTE format('GRANT SELECT ON pgveneer_catalog.%I TO PUBLIC', name);
END
$build$;

SELECT pgveneer_catalog.build();
