-- What clients ask about routines shows the bodies that their owners wrote.

GRANT SELECT ON pgveneer.routine TO PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer_catalog.pg_get_function_sqlbody(oid) RETURNS text
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN coalesce(
    (SELECT pg_catalog.replace(pg_catalog.pg_get_function_sqlbody(pg_catalog.to_regproc('pgveneer_overlay.routine_' || r.oid)),
       'routine_' || r.oid || '.', pg_catalog.quote_ident(p.proname) || '.')
     FROM pgveneer.routine r
     JOIN pg_catalog.pg_proc p ON p.oid = r.oid
     WHERE r.oid OPERATOR(pg_catalog.=) $1 AND r.tree IS NOT NULL AND r.adapted OPERATOR(pg_catalog.=) pgveneer.digest(p)),
    pg_catalog.pg_get_function_sqlbody($1));
END $$;

CREATE OR REPLACE FUNCTION pgveneer_catalog.pg_get_functiondef(oid) RETURNS text
LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  definition text := pg_catalog.pg_get_functiondef($1);
  p pg_catalog.pg_proc; r pgveneer.routine;
  quoted text;
BEGIN
  SELECT t.* INTO p FROM pg_catalog.pg_proc t WHERE t.oid OPERATOR(pg_catalog.=) $1;
  SELECT t.* INTO r FROM pgveneer.routine t
  WHERE t.oid OPERATOR(pg_catalog.=) $1 AND t.adapted OPERATOR(pg_catalog.=) pgveneer.digest(p);
  IF r.oid IS NULL THEN RETURN definition; END IF;
  definition := pg_catalog.regexp_replace(
    pg_catalog.left(definition, pg_catalog.strpos(definition, E'\nAS $') OPERATOR(pg_catalog.-) 1),
    '\n LANGUAGE \S+', E'\n LANGUAGE ' || (SELECT pg_catalog.quote_ident(l.lanname) FROM pg_catalog.pg_language l WHERE l.oid = r.language));
  IF r.tree IS NOT NULL THEN
    RETURN definition || E'\n' || pgveneer_catalog.pg_get_function_sqlbody($1) || E'\n';
  END IF;
  quoted := CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END;
  WHILE pg_catalog.strpos(r.source, quoted) OPERATOR(pg_catalog.>) 0 AND pg_catalog.strpos(r.source, '$' || quoted) OPERATOR(pg_catalog.>) 0 LOOP
    quoted := quoted || 'x';
  END LOOP;
  RETURN definition || E'\nAS $' || quoted || '$' || r.source || '$' || quoted || E'$\n';
END $$;

-- pg_proc with the owners' bodies in it.
DO $build$
DECLARE
  view text; columns text;
BEGIN
  FOREACH view IN ARRAY ARRAY['pg_proc', 'pg_proc+'] LOOP
    SELECT string_agg(CASE a.attname
        WHEN 'prosrc' THEN 'CASE WHEN r.oid IS NULL THEN t.prosrc ELSE r.source END AS prosrc'
        WHEN 'prosqlbody' THEN 'CASE WHEN r.oid IS NULL THEN t.prosqlbody ELSE r.tree END AS prosqlbody'
        WHEN 'prolang' THEN 'CASE WHEN r.oid IS NULL THEN t.prolang ELSE r.language END AS prolang'
        ELSE format('t.%I', a.attname) END, ', ' ORDER BY a.attnum)
    INTO columns FROM pg_attribute a
    WHERE a.attrelid = format('pgveneer_catalog.%I', view)::regclass AND a.attnum > 0;
    EXECUTE format('CREATE OR REPLACE VIEW pgveneer_catalog.%I WITH (security_invoker) AS SELECT %s FROM pg_catalog.pg_proc t'
      ' LEFT JOIN pgveneer.routine r ON r.oid = t.oid AND r.adapted = pgveneer.digest(t)'
      ' WHERE t.pronamespace <> ALL (ARRAY[''pgveneer'', ''pgveneer_lower'', ''pgveneer_overlay'', ''pgveneer_catalog'']::regnamespace[])',
      view, columns);
  END LOOP;
  SELECT string_agg(CASE a.attname
      WHEN 'routine_definition' THEN 'CASE WHEN r.oid IS NULL OR t.routine_definition IS NULL THEN t.routine_definition'
        ' ELSE r.source END::information_schema.character_data AS routine_definition'
      WHEN 'routine_body' THEN 'CASE WHEN r.oid IS NULL THEN t.routine_body WHEN l.lanname = ''sql'' THEN ''SQL'' ELSE ''EXTERNAL'' END'
        '::information_schema.character_data AS routine_body'
      WHEN 'external_language' THEN 'CASE WHEN r.oid IS NULL THEN t.external_language ELSE upper(l.lanname) END'
        '::information_schema.character_data AS external_language'
      ELSE format('t.%I', a.attname) END, ', ' ORDER BY a.attnum)
  INTO columns FROM pg_attribute a WHERE a.attrelid = 'information_schema.routines'::regclass AND a.attnum > 0;
  EXECUTE format('CREATE OR REPLACE VIEW pgveneer_catalog."information_schema.routines" WITH (security_invoker) AS SELECT %s'
    ' FROM information_schema.routines t'
    ' LEFT JOIN pg_catalog.pg_proc p ON p.oid = substring(t.specific_name from ''\d+$'')::oid'
    ' LEFT JOIN pgveneer.routine r ON r.oid = p.oid AND r.adapted = pgveneer.digest(p)'
    ' LEFT JOIN pg_catalog.pg_language l ON l.oid = r.language'
    ' WHERE t.specific_schema NOT IN (''pgveneer'', ''pgveneer_lower'', ''pgveneer_overlay'', ''pgveneer_catalog'')', columns);
END $build$;
