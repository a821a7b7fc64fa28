-- Bodies of routines name tables, and nobody stands between them and the database. The proxy rewrites them: what it
-- wrote stands in pg_proc, the client's own body here, where the catalogue's readers find it.

CREATE TABLE IF NOT EXISTS pgveneer.routine (
    oid oid PRIMARY KEY,
    language oid NOT NULL,
    source text NOT NULL,          -- pg_proc.prosrc as the client made it
    tree pg_node_tree,             -- pg_proc.prosqlbody, for BEGIN ATOMIC
    body text NOT NULL,            -- the text to be rewritten: the source, or the tree as PostgreSQL prints it
    adapted text NOT NULL          -- digest of what stands in pg_proc in place of it
);

CREATE OR REPLACE FUNCTION pgveneer.digest(p pg_proc) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT md5(p.prolang || ' ' || p.prosrc || coalesce(p.prosqlbody::text, '')) $$;

-- The body in BEGIN ATOMIC, as PostgreSQL prints it; null for one that names what another session has dropped at this
-- moment.
CREATE OR REPLACE FUNCTION pgveneer.printed_body(p pg_proc) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN pg_get_function_sqlbody(p.oid);
EXCEPTION WHEN internal_error OR undefined_object OR undefined_table OR undefined_column OR undefined_function THEN
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION pgveneer.printed_body(pg_proc) FROM PUBLIC;

-- The proxy proves itself by what only the overlay's owner may read.
INSERT INTO pgveneer.setting VALUES ('secret', gen_random_uuid()) ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION pgveneer.check_secret(given text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF given IS DISTINCT FROM (SELECT s.value FROM pgveneer.setting s WHERE s.name = 'secret') THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied for function adapt';
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_secret(text) FROM PUBLIC;

-- The client's routines that could name tables: the digest of the body to be rewritten, and that of language and source
-- that pg_proc holds now.
CREATE OR REPLACE FUNCTION pgveneer.routines(secret text)
RETURNS TABLE (oid oid, name text, language text, volatile boolean, search_path text, body text, holds text, adapted boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM pgveneer.check_secret(secret);
  RETURN QUERY
  SELECT p.oid, p.oid::regprocedure::text, l.lanname::text, p.provolatile = 'v',
    (SELECT substr(c, 13) FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%'),
    md5(coalesce(r.body, CASE WHEN p.prosqlbody IS NOT NULL THEN pgveneer.printed_body(p) END, p.prosrc)), md5(h.lanname || ' ' || p.prosrc), r.oid IS NOT NULL
  FROM pg_proc p
  LEFT JOIN pgveneer.routine r ON r.oid = p.oid AND r.adapted = pgveneer.digest(p)
  JOIN pg_language h ON h.oid = p.prolang
  JOIN pg_language l ON l.oid = coalesce(r.language, p.prolang)
  JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.oid >= 16384 AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal')
    AND n.nspname NOT IN ('pgveneer', 'pgveneer_overlay', 'pgveneer_catalog')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.oid;
END $$;

-- The body of a routine as its owner wrote it.
CREATE OR REPLACE FUNCTION pgveneer.routine_body(routine oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(r.body, CASE WHEN p.prosqlbody IS NOT NULL THEN pgveneer.printed_body(p) END, p.prosrc)
    FROM pg_proc p LEFT JOIN pgveneer.routine r ON r.oid = p.oid AND r.adapted = pgveneer.digest(p) WHERE p.oid = routine);
END $$;
REVOKE ALL ON FUNCTION pgveneer.routine_body(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.routine_bodies(secret text, routines oid[]) RETURNS TABLE (oid oid, body text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.check_secret(secret);
  RETURN QUERY SELECT o, pgveneer.routine_body(o) FROM unnest(routines) o;
END $$;

-- Puts a body in place of the client's own; null puts that back. The catalogue is written past CREATE FUNCTION, which
-- would fire event triggers and ask for rights: nothing about the routine changes that anyone could ask for.
-- What another session has replaced since the body was read, of these digests, is left to that session.
DROP FUNCTION IF EXISTS pgveneer.adapt(text, oid, text, text);
CREATE OR REPLACE FUNCTION pgveneer.adapt(secret text, routine oid, language text, source text, body text, holds text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.check_secret(secret);
  PERFORM FROM pg_proc p WHERE p.oid = routine FOR UPDATE;
  IF md5(pgveneer.routine_body(routine)) = body
     AND holds = (SELECT md5(l.lanname || ' ' || p.prosrc) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.oid = routine)
  THEN
    PERFORM pgveneer.set_body(routine, language, source);
  END IF;
END $$;

-- Keeps a routine with the tree of BEGIN ATOMIC, which only a routine can print.
CREATE OR REPLACE FUNCTION pgveneer.keep_tree(routine oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET client_min_messages = warning AS $$
DECLARE
  name text := (SELECT quote_ident(p.proname) FROM pg_proc p WHERE p.oid = routine);
BEGIN
  PERFORM pgveneer.drop_function('routine_' || routine);
  -- its own name first, since the body may name parameters with it
  EXECUTE regexp_replace(pg_get_functiondef(routine), '^CREATE OR REPLACE (FUNCTION|PROCEDURE) [^(]+\(',
    format('CREATE \1 pgveneer_overlay.%s(', replace(name, '\', '\\')));
  EXECUTE format('ALTER ROUTINE pgveneer_overlay.%s RENAME TO routine_%s', name, routine);
  PERFORM pgveneer.forget_dependencies(ARRAY[('pgveneer_overlay.routine_' || routine)::regproc::oid]);
END $$;
REVOKE ALL ON FUNCTION pgveneer.keep_tree(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.set_body(routine oid, language_name text, new_source text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF new_source IS NULL THEN
    UPDATE pg_proc p SET prolang = r.language, prosrc = r.source, prosqlbody = r.tree
    FROM pgveneer.routine r WHERE r.oid = routine AND p.oid = routine;
    DELETE FROM pgveneer.routine r WHERE r.oid = routine;
    RETURN;
  END IF;
  DELETE FROM pgveneer.routine r USING pg_proc p WHERE r.oid = routine AND p.oid = routine AND r.adapted <> pgveneer.digest(p);
  PERFORM pgveneer.keep_tree(p.oid) FROM pg_proc p WHERE p.oid = routine AND p.prosqlbody IS NOT NULL;
  INSERT INTO pgveneer.routine (oid, language, source, tree, body, adapted)
  SELECT p.oid, p.prolang, p.prosrc, p.prosqlbody, coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), ''
  FROM pg_proc p WHERE p.oid = routine
  ON CONFLICT DO NOTHING;
  UPDATE pg_proc p SET prosrc = new_source, prosqlbody = NULL,
    prolang = (SELECT l.oid FROM pg_language l WHERE l.lanname = language_name)
  WHERE p.oid = routine;
  UPDATE pgveneer.routine r SET adapted = pgveneer.digest(p) FROM pg_proc p WHERE p.oid = routine AND r.oid = routine;
END $$;
REVOKE ALL ON FUNCTION pgveneer.set_body(oid, text, text) FROM PUBLIC;

-- A routine that was made or replaced must not run before the proxy has looked at it, if it could name a table of
-- production. The proxy does so before its session's next statement.
CREATE OR REPLACE FUNCTION pgveneer.suspend(routines oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.set_body(p.oid, 'plpgsql', 'BEGIN RAISE feature_not_supported USING MESSAGE ='
    ' ''a routine cannot run in the statement that made it'', HINT = ''Call it in a statement of its own.''; END')
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
  WHERE p.oid = ANY (routines) AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal')
    AND NOT EXISTS (SELECT FROM pgveneer.routine r WHERE r.oid = p.oid AND r.adapted = pgveneer.digest(p))
    AND EXISTS (
      SELECT FROM pg_class c
      WHERE (c.oid IN (SELECT r.relid FROM pgveneer.relation r) OR c.oid IN (SELECT v.relid FROM pgveneer.view v))
        AND strpos(lower(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)), lower(c.relname)) > 0
      UNION ALL SELECT WHERE p.prosrc ~* '\mexecute\M');
END $$;
REVOKE ALL ON FUNCTION pgveneer.suspend(oid[]) FROM PUBLIC;
