-- Views of the client's over federated relations. Such a view keeps its own query, over the upper tables, so that the
-- catalogue, DDL and writes through it are a copy's. For reading it has twins: views with its query's parse tree, in
-- which the numbers of federated relations are those of their merged (or lower) views. No text is read again, so
-- whatever PostgreSQL made of the client's query stays: types of whole rows, grouping by a key, names.

CREATE TABLE IF NOT EXISTS pgveneer.view (
    relid oid PRIMARY KEY,
    bases oid[] NOT NULL,                -- the federated tables it reads, directly or through other views
    twins oid[] NOT NULL DEFAULT '{}',   -- merged, lower, unmasked; none where no twin can do: the bases must be copied whole
    target oid,                          -- the federated table that it writes to, where its rows can be copied up one by one
    key_names text[] NOT NULL DEFAULT '{}',
    built text NOT NULL
);

-- Parse trees have no text input, since nobody should make one by hand. We change numbers in PostgreSQL's own.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_cast WHERE castsource = 'text'::regtype AND casttarget = 'pg_node_tree'::regtype) THEN
    CREATE CAST (text AS pg_node_tree) WITHOUT FUNCTION;
  END IF;
END $$;

-- Gives a view of ours another query.
CREATE OR REPLACE FUNCTION pgveneer.set_action(view oid, action text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE pg_rewrite w SET ev_action = action::pg_node_tree
  WHERE w.ev_class = view AND w.rulename = '_RETURN' AND w.ev_action::text <> action;
  -- tells all sessions' caches
  UPDATE pg_class c SET relname = c.relname WHERE c.oid = view;
END $$;
REVOKE ALL ON FUNCTION pgveneer.set_action(oid, text) FROM PUBLIC;

-- The view that a stored query of a role (0: whoever runs it) reads in place of a relation, its columns at the same
-- numbers. Null where the relation itself is read.
CREATE OR REPLACE FUNCTION pgveneer.stand_in(relation oid, kind int, role oid) RETURNS oid
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_views oid[] := (SELECT t.twins FROM pgveneer.view t WHERE t.relid = relation);
  variant oid;
BEGIN
  IF found_views IS NOT NULL THEN RETURN found_views[kind]; END IF;
  SELECT r.views INTO found_views FROM pgveneer.relation r WHERE r.relid = relation;
  IF found_views IS NULL THEN RETURN NULL; END IF;
  IF role <> 0 AND (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = relation) THEN
    variant := to_regclass(format('pgveneer_overlay.merged_%s_as_%s', relation, role));
    IF variant IS NULL THEN
      UPDATE pgveneer.relation r SET views = r.views || pgveneer.make_views(relation, role, pgveneer.views_sql(relation, role)) WHERE r.relid = relation
      RETURNING r.views INTO found_views;
      variant := to_regclass(format('pgveneer_overlay.merged_%s_as_%s', relation, role));
    END IF;
    found_views := found_views[array_position(found_views, variant):];
  END IF;
  RETURN found_views[kind + CASE WHEN pgveneer.shape_list(relation) IS NULL THEN 0 ELSE 3 END];
END $$;
REVOKE ALL ON FUNCTION pgveneer.stand_in(oid, int, oid) FROM PUBLIC;

-- The relations that a parse tree reads.
CREATE OR REPLACE FUNCTION pgveneer.read_by(action text) RETURNS SETOF oid
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT DISTINCT m[1]::oid FROM regexp_matches(action, ':relid (\d+)', 'g') m $$;

-- The functions that run the text of a query, or read a relation that a text names.
CREATE OR REPLACE FUNCTION pgveneer.query_functions() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
    AND p.proname IN ('query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'table_to_xml', 'table_to_xml_and_xmlschema',
      'schema_to_xml', 'schema_to_xml_and_xmlschema', 'database_to_xml', 'database_to_xml_and_xmlschema', 'ts_stat', 'ts_rewrite')
  UNION ALL
  SELECT d.objid FROM pg_extension e JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
  JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
  WHERE e.extname IN ('tablefunc', 'xml2') AND p.proname ~ '^(crosstab[234]?|connectby|xpath_table)$'
$$;

-- Those of some views (null for all) whose queries call one of these functions, and the federated relations that their texts
-- may name.
CREATE OR REPLACE FUNCTION pgveneer.text_readers(among oid[]) RETURNS TABLE (reader oid, read oid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  call text := (SELECT ':funcid (' || string_agg(f::text, '|') || ') ' FROM pgveneer.query_functions() f);
  candidates constant oid[] := coalesce(among, ARRAY(SELECT w.ev_class FROM pg_rewrite w WHERE w.ev_class >= 16384));
BEGIN
  RETURN QUERY
  SELECT w.ev_class, r.relid
  FROM pg_rewrite w JOIN pg_class v ON v.oid = w.ev_class AND v.relkind IN ('v', 'm'),
    LATERAL (SELECT lower(pg_get_viewdef(w.ev_class)) AS text OFFSET 0) definition,
    pgveneer.relation r JOIN pg_class c ON c.oid = r.relid
  WHERE w.ev_class = ANY (candidates) AND w.ev_class >= 16384 AND w.rulename = '_RETURN' AND w.ev_action::text ~ call
    AND (c.relname ~ '^[\w$]+$' AND definition.text ~ ('\m' || replace(lower(c.relname), '$', '\$') || '\M')
      OR c.relname !~ '^[\w$]+$' AND strpos(definition.text, lower(replace(c.relname, '"', '""'))) > 0
      -- all of a schema, or of the database
      OR definition.text ~ '\m(schema|database)_to_xml');
END $$;

-- A parse tree that reads merged (1) or lower (2) views in place of all federated relations but one.
CREATE OR REPLACE FUNCTION pgveneer.redirected(action text, kind int, role oid, but oid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  relation oid; other oid;
BEGIN
  FOR relation IN SELECT pgveneer.read_by(action) LOOP
    other := CASE WHEN relation <> but THEN pgveneer.stand_in(relation, kind, role) END;
    IF other IS NOT NULL THEN
      action := regexp_replace(action, format(':relid %s ((?::inh \w+ )?):relkind \w ', relation),
        format(':relid %s \1:relkind v ', other), 'g');
      action := regexp_replace(action, format(':relid %s(?= )', relation), format(':relid %s', other), 'g');
    END IF;
  END LOOP;
  RETURN action;
END $$;
REVOKE ALL ON FUNCTION pgveneer.redirected(text, int, oid, oid) FROM PUBLIC;

-- Whether a query reads rows in a way that only a table has: system columns, samples, locks, ONLY of a parent.
CREATE OR REPLACE FUNCTION pgveneer.needs_tables(action text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN action ~ ':varattno -|:tablesample \{|:rowMarks \(\{' OR EXISTS (
    SELECT FROM regexp_matches(action, ':relid (\d+) (?::relkind \w :rellockmode \d+ :tablesample <> :lateral \w+ )?:inh false', 'g') m
    WHERE EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = m[1]::oid));
END $$;

-- Where a view can be written through by its own, and so shows one row for each of its one relation: the query of the
-- rows that can be copied up, with the key. Null for other views.
CREATE OR REPLACE FUNCTION pgveneer.unmasked_sql(view oid, OUT target oid, OUT keys text[], OUT query text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
  definition text := rtrim(pg_get_viewdef(view), ';');
  -- so the outermost FROM is printed, and no other
  split int := strpos(definition, E'\n   FROM ');
  name constant text := '(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)';
  parts text[] := regexp_match(substr(definition, split + 9), format('^(%1$s\.%1$s)(?: (%1$s))?(?=\n|$)(.*)$', name));
  inner_relation oid := to_regclass(parts[1]);
  inner_name text; inner_keys text[];
BEGIN
  IF split = 0 OR inner_relation IS NULL OR pg_relation_is_updatable(view, false) & 20 = 0 THEN RETURN; END IF;
  SELECT r.relid, r.key_names, format('pgveneer_overlay.unmasked_%s', r.relid) INTO target, inner_keys, inner_name
  FROM pgveneer.relation r WHERE r.relid = inner_relation AND cardinality(r.key) > 0
  UNION ALL
  SELECT v.target, v.key_names, v.twins[3]::regclass::text
  FROM pgveneer.view v WHERE v.relid = inner_relation AND v.target IS NOT NULL;
  IF target IS NULL THEN RETURN; END IF;
  parts[2] := coalesce(parts[2], (SELECT quote_ident(c.relname) FROM pg_class c WHERE c.oid = inner_relation));
  SELECT array_agg('pgveneer_key_' || n ORDER BY n),
    format(E'%s%s\n   FROM %s %s%s', left(definition, split - 1),
      string_agg(format(', %s.%I AS pgveneer_key_%s', parts[2], k, n), '' ORDER BY n), inner_name, parts[2], parts[3])
  INTO keys, query FROM unnest(inner_keys) WITH ORDINALITY x(k, n);
END $$;
REVOKE ALL ON FUNCTION pgveneer.unmasked_sql(oid) FROM PUBLIC;

-- Whether a view reads itself through others, which PostgreSQL refuses when it is read.
CREATE OR REPLACE FUNCTION pgveneer.reads_itself(view oid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- a view that nothing reads, as most, and each when it is made
  IF NOT EXISTS (
    SELECT FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = view AND d.classid = 'pg_rewrite'::regclass AND w.ev_class <> view) THEN
    RETURN false;
  END IF;
  RETURN EXISTS (
    WITH RECURSIVE found(relation) AS (
      SELECT view
      UNION
      SELECT d.refobjid FROM found f
      JOIN pg_rewrite w ON w.ev_class = f.relation AND w.rulename = '_RETURN'
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
      WHERE d.refobjid <> f.relation AND d.refobjid >= 16384)
    SELECT FROM found f JOIN pg_rewrite w ON w.ev_class = f.relation AND w.rulename = '_RETURN'
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = view AND f.relation <> view);
END $$;

-- Makes the twins of a view, where they are not there as they should be.
CREATE OR REPLACE FUNCTION pgveneer.rebuild_view(view oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v pgveneer.view;
  c pg_class;
  action text := (SELECT w.ev_action::text FROM pg_rewrite w WHERE w.ev_class = view AND w.rulename = '_RETURN');
  named oid[] := ARRAY(SELECT t.read FROM pgveneer.text_readers(ARRAY[view]) t);
  made oid[]; base_tables oid[]; role oid; digest text; home text;
BEGIN
  SELECT t.* INTO v FROM pgveneer.view t WHERE t.relid = view;
  SELECT t.* INTO c FROM pg_class t WHERE t.oid = view;
  SELECT array_agg(DISTINCT b) INTO base_tables FROM (
    SELECT r.relid AS b FROM pgveneer.relation r WHERE r.relid IN (SELECT pgveneer.read_by(action))
    UNION SELECT unnest(t.bases) FROM pgveneer.view t WHERE t.relid IN (SELECT pgveneer.read_by(action)) AND t.relid <> view
    UNION SELECT unnest(named)) x;
  IF base_tables IS NULL OR pgveneer.reads_itself(view) THEN
    PERFORM pgveneer.forsake_view(view);
    RETURN;
  END IF;
  role := CASE WHEN 'security_invoker=true' = ANY (c.reloptions) THEN 0 ELSE c.relowner END;
  digest := md5(concat_ws(' ', action,
    (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0), c.relowner, c.relacl, c.reloptions, pgveneer.rights(view),
    (SELECT string_agg(concat(r, ':', pgveneer.stand_in(r, 1, role)), ' ' ORDER BY r) FROM pgveneer.read_by(action) r WHERE r <> view)));
  IF v.built = digest THEN RETURN; END IF;
  PERFORM pgveneer.drop_views(v.twins);
  INSERT INTO pgveneer.view (relid, bases, built) VALUES (view, base_tables, digest)
  ON CONFLICT (relid) DO UPDATE SET bases = EXCLUDED.bases, built = EXCLUDED.built, twins = '{}', target = NULL, key_names = '{}';
  IF named <> '{}' OR pgveneer.needs_tables(action) OR pgveneer.implies_equality(action) OR EXISTS (
       SELECT FROM pgveneer.view t WHERE t.relid IN (SELECT pgveneer.read_by(action)) AND t.relid <> view AND t.twins = '{}') THEN
    RETURN;
  END IF;
  home := CASE c.relpersistence WHEN 't' THEN 'pg_temp.pgveneer_' ELSE 'pgveneer_overlay.' END;
  -- EXISTS and IN (0 and 2) over foreign tables alone may become semi-joins that postgres_fdw cannot tell production
  made := ARRAY[pgveneer.make_twin(view, home, 'merged', action, 1, role),
    pgveneer.make_twin(view, home, 'lower', action, CASE WHEN action ~ '\{SUBLINK :subLinkType [02] ' THEN 1 ELSE 2 END, role)];
  UPDATE pgveneer.view t SET twins = made WHERE t.relid = view;
  PERFORM pgveneer.make_unmasked(view, home, role);
END $$;
REVOKE ALL ON FUNCTION pgveneer.rebuild_view(oid) FROM PUBLIC;

CREATE OR REPLACE VIEW pgveneer.one_row AS SELECT count(*) HAVING count(*) >= 0;

-- A query that aggregates all rows gives one, also where no aggregate is looked at. The planner leaves such aggregates out, and
-- postgres_fdw would send a join without any then, and take its rows for groups. A HAVING that is always true stays.
CREATE OR REPLACE FUNCTION pgveneer.keep_aggregates(action text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(action, '(:hasAggs true((?!\{QUERY ).)*?:groupClause <> :groupDistinct \w+ :groupingSets <> :havingQual )<>',
    '\1' || substring(w.ev_action::text FROM ':havingQual (\{.*\}) :windowClause'), 'g')
  FROM pg_rewrite w WHERE w.ev_class = 'pgveneer.one_row'::regclass
$$;

CREATE OR REPLACE FUNCTION pgveneer.make_twin(view oid, home text, kind text, action text, kind_number int, role oid) RETURNS oid
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  twin oid;
BEGIN
  EXECUTE format('CREATE VIEW %s%s_%s AS SELECT * FROM %s', home, kind, view, view::regclass);
  twin := format('%s%s_%s', home, kind, view)::regclass;
  action := pgveneer.redirected(action, kind_number, role, view);
  IF kind = 'lower' THEN action := pgveneer.keep_aggregates(action); END IF;
  PERFORM pgveneer.set_action(twin, regexp_replace(action, format(':relid %s(?= )', view), format(':relid %s', twin), 'g'));
  PERFORM pgveneer.finish_twin(view, twin);
  RETURN twin;
END $$;
REVOKE ALL ON FUNCTION pgveneer.make_twin(oid, text, text, text, int, oid) FROM PUBLIC;

-- The twin whose rows can be copied up, for a view that can be written through by its own.
CREATE OR REPLACE FUNCTION pgveneer.make_unmasked(view oid, home text, role oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  u record := pgveneer.unmasked_sql(view);
  twin oid;
BEGIN
  IF u.query IS NULL THEN RETURN; END IF;
  EXECUTE format('CREATE VIEW %sunmasked_%s AS %s', home, view, u.query);
  twin := format('%sunmasked_%s', home, view)::regclass;
  PERFORM pgveneer.set_action(twin, pgveneer.redirected(w.ev_action::text, 1, role, twin)) FROM pg_rewrite w WHERE w.ev_class = twin;
  PERFORM pgveneer.finish_twin(view, twin);
  UPDATE pgveneer.view t SET twins = t.twins || twin, target = u.target, key_names = u.keys WHERE t.relid = view;
EXCEPTION WHEN syntax_error_or_access_rule_violation THEN
  -- such a view is written to by copying its table whole
  RETURN;
END $$;
REVOKE ALL ON FUNCTION pgveneer.make_unmasked(oid, text, oid) FROM PUBLIC;

-- Options, owner and rights of a view for its twin.
CREATE OR REPLACE FUNCTION pgveneer.finish_twin(view oid, twin oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c pg_class;
  options text;
BEGIN
  SELECT t.* INTO c FROM pg_class t WHERE t.oid = view;
  SELECT string_agg(o, ', ') INTO options FROM unnest(c.reloptions) o WHERE o ~ '^security_';
  EXECUTE concat('ALTER VIEW ' || twin::regclass || ' SET (' || options || ');',
    format('ALTER VIEW %s OWNER TO %I;', twin::regclass, pg_get_userbyid(c.relowner)),
    pgveneer.grants_sql(view, twin::regclass::text, twin::regclass::text));
  DELETE FROM pg_depend d USING pg_rewrite w
  WHERE w.ev_class = twin AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.deptype = 'n';
  DELETE FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = twin AND d.deptype = 'n'
    AND d.refclassid <> 'pg_namespace'::regclass;
END $$;
REVOKE ALL ON FUNCTION pgveneer.finish_twin(oid, oid) FROM PUBLIC;

-- The client's views that read any of these relations, those that read others of them later. Null for all views.
CREATE OR REPLACE FUNCTION pgveneer.readers(relations oid[]) RETURNS SETOF oid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  views constant oid[] := ARRAY(
    SELECT c.oid FROM pg_class c WHERE c.relkind = 'v' AND c.oid >= 16384 AND c.relname !~ '^pgveneer_'
      AND c.relnamespace <> ALL (ARRAY['pgveneer', 'pgveneer_overlay', 'pgveneer_catalog']::regnamespace[]));
BEGIN
  RETURN QUERY
  WITH RECURSIVE by_text AS MATERIALIZED (
    SELECT t.reader, t.read FROM pgveneer.text_readers(relations) t
    UNION SELECT v.relid, b FROM pgveneer.view v, unnest(v.bases) b WHERE v.bases && relations),
  found AS (
    SELECT unnest(coalesce(relations, views)) AS relation, 0 AS level
    -- views may read each other in a circle
    UNION SELECT r.reader, f.level + 1 FROM found f CROSS JOIN LATERAL (
      SELECT w.ev_class FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid AND w.rulename = '_RETURN' AND w.ev_class <> f.relation
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = f.relation AND d.classid = 'pg_rewrite'::regclass
      UNION SELECT t.reader FROM by_text t WHERE t.read = f.relation) r(reader)
    WHERE f.level < cardinality(views) AND r.reader = ANY (views))
  SELECT f.relation FROM found f WHERE f.relation = ANY (views) GROUP BY 1 ORDER BY max(f.level), 1;
END $$;
REVOKE ALL ON FUNCTION pgveneer.readers(oid[]) FROM PUBLIC;

-- Makes again what reads these relations: views, and the views of tables whose policies do.
CREATE OR REPLACE FUNCTION pgveneer.rebuild_readers(relations oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET client_min_messages = warning AS $$
DECLARE
  guarded oid[];
BEGIN
  PERFORM pgveneer.rebuild_view(v) FROM pgveneer.readers(relations) v;
  WITH again AS (
    UPDATE pgveneer.relation r SET built = '' WHERE r.relid <> ALL (relations) AND r.relid IN (
      SELECT p.polrelid FROM pg_policy p JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (relations))
    RETURNING r.relid)
  SELECT array_agg(relid) INTO guarded FROM again;
  PERFORM pgveneer.rebuild(g) FROM unnest(guarded) g;
END $$;
REVOKE ALL ON FUNCTION pgveneer.rebuild_readers(oid[]) FROM PUBLIC;

-- Takes away what belongs to a view that is gone, or reads nothing federated any more.
CREATE OR REPLACE FUNCTION pgveneer.forsake_view(view oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
BEGIN
  PERFORM pgveneer.drop_views(t.twins) FROM pgveneer.view t WHERE t.relid = view;
  DELETE FROM pgveneer.view t WHERE t.relid = view;
  IF FOUND THEN INSERT INTO pgveneer.change (tag, relations) VALUES ('forsaken', ARRAY[view]); END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.forsake_view(oid) FROM PUBLIC;
