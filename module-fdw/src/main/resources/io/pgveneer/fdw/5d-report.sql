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

-- What a statement would do to large tables in production; null for nothing that lasts. Checked is what rows were looked at
-- for.
CREATE OR REPLACE FUNCTION pgveneer.impact(tag text, statement text, checked text[], rewritten boolean) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN rewritten THEN 'rewrites the table, which nobody can read or write meanwhile'
    WHEN tag = 'REFRESH MATERIALIZED VIEW' THEN
      CASE WHEN statement !~* '\mconcurrently\M' THEN 'fills the view, which nobody can read meanwhile' END
    WHEN tag = 'CREATE INDEX' THEN
      CASE WHEN statement !~* '\mconcurrently\M' THEN 'builds an index on the table, which nobody can write meanwhile' END
    WHEN tag <> 'ALTER TABLE' THEN NULL
    WHEN statement ~* '\mattach\s+partition\M' THEN 'reads the partition, which nobody can read or write meanwhile, if no CHECK says that its rows belong there'
    WHEN statement ~* '\mvalidate\s+constraint\M' THEN 'reads the table, while others read and write it'
    WHEN statement ~* '\mexclude\M' OR EXISTS (SELECT FROM unnest(checked) c WHERE c ~ '^UNIQUE ')
      THEN 'builds an index on the table, which nobody can read or write meanwhile'
    WHEN EXISTS (SELECT FROM unnest(checked) c WHERE c ~ '^(NOT NULL|CHECK) ') THEN 'reads the table, which nobody can read or write meanwhile'
    WHEN checked <> '{}' THEN 'reads the table; nobody can write it, nor what it references, meanwhile' END
$$;

-- Records the statement that has just been carried out.
CREATE OR REPLACE FUNCTION pgveneer.record(tag text, touched oid[], names text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  statement text := coalesce(pgveneer.statement(), '');
  checked text[] := pgveneer.gathered('checked');
  dropped text[] := pgveneer.gathered('dropped');
  rewritten boolean := pgveneer.gathered('rewritten') <> '{}';
BEGIN
  PERFORM set_config('pgveneer.' || x, '', true) FROM unnest(ARRAY['checked', 'dropped', 'rewritten']) x;
  -- what PostgreSQL does for itself, as in REFRESH
  IF statement = '' AND names || dropped = '{}' THEN RETURN; END IF;
  IF tag = 'CREATE MATERIALIZED VIEW' THEN
    -- the proxy's words
    statement := regexp_replace(statement, '\s+with\s+no\s+data\s*;?\s*$', '', 'i');
  END IF;
  INSERT INTO pgveneer.ddl (began, tag, statement, objects, dropped, impact, lower_rows, lower_bytes, checked)
  SELECT coalesce(nullif(current_setting('pgveneer.began', true), '')::timestamptz, statement_timestamp()), tag, statement,
    ARRAY(SELECT DISTINCT x FROM unnest(names) x ORDER BY x), ARRAY(SELECT DISTINCT x FROM unnest(dropped) x ORDER BY x),
    CASE WHEN count(*) > 0 THEN pgveneer.impact(tag, statement, checked, rewritten) END,
    CASE WHEN bool_and(t.rows >= 0 OR t.kind = 'p') THEN sum(greatest(t.rows, 0)) END, sum(t.bytes), checked
  FROM pgveneer.relation r JOIN pgveneer.lower_table t ON (t.nspname, t.relname) = (r.nspname, r.relname)
  WHERE r.relid = ANY (touched) OR r.root = ANY (touched);
END $$;
REVOKE ALL ON FUNCTION pgveneer.record(text, oid[], text[]) FROM PUBLIC;

-- Tells the proxy, which keeps it, what rows of production stand in the way of a statement that is about to fail.
CREATE OR REPLACE FUNCTION pgveneer.tell_violation(relation oid, object text, rows_sql text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record; keys text[];
BEGIN
  keys := pgveneer.key_of(relation);
  EXECUTE format('SELECT coalesce(max(x.n), 0) AS n, array_agg(x.k) FILTER (WHERE x.n <= 5) AS keys'
    ' FROM (SELECT row_number() OVER () AS n, %s AS k FROM %s) x',
    CASE WHEN keys = '{}' THEN 'v.*::text' ELSE (SELECT format('concat_ws('', '', %s)', string_agg(format('v.%I', k), ', ')) FROM unnest(keys) k) END,
    rows_sql) INTO found;
  RAISE INFO USING ERRCODE = 'PV005', MESSAGE = 'pgveneer: violated', DETAIL = jsonb_build_object('statement', pgveneer.statement(),
    'table', (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = relation),
    'object', object, 'rows', found.n, 'key', keys, 'sample', found.keys);
EXCEPTION WHEN OTHERS THEN
  -- the error itself is on its way
  RETURN;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.key_of(relation oid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT r.key_names FROM pgveneer.relation r WHERE r.relid = relation $$;

-- What an action of ALTER TABLE or CREATE INDEX, told by its words, demands of the rows of a federated relation: what the
-- report calls it, the condition on its own row, named like the table, that violates it, or the elements that must be
-- unique, and the lock that PostgreSQL is going to take. Other is the table that it references.
CREATE OR REPLACE FUNCTION pgveneer.demand(relation oid, words text[], other oid,
  OUT object text, OUT violated text, OUT same text, OUT lock text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text := CASE WHEN words[2] = 'constraint' THEN words[3] END;
  w text[] := CASE WHEN words[2] = 'constraint' THEN words[4:] ELSE words[2:] END;
  k pg_constraint; mine text[]; theirs text[];
BEGIN
  IF NOT EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation) THEN RETURN; END IF;
  lock := 'ACCESS EXCLUSIVE';
  IF words[1] = 'alter' AND words @> ARRAY['set', 'not', 'null'] THEN
    name := pgveneer.unquoted(CASE words[2] WHEN 'column' THEN words[3] ELSE words[2] END);
    object := format('NOT NULL %I', name);
    violated := format('%I IS NULL', name);
  ELSIF words[1] IN ('validate', 'add') AND words[cardinality(words) - 1:] <> '{not,valid}' THEN
    IF words[1] = 'validate' THEN
      SELECT * INTO k FROM pg_constraint c WHERE c.conrelid = relation AND c.conname = pgveneer.unquoted(name);
      w := pgveneer.tokens(pg_get_constraintdef(k.oid));
      other := k.confrelid;
      lock := 'SHARE UPDATE EXCLUSIVE';
    END IF;
    IF w[1] = 'check' THEN
      violated := 'NOT ' || array_to_string(pgveneer.nested(w, 2), ' ');
      object := 'CHECK ' || coalesce(name, substr(violated, 5));
    ELSIF w[1] = 'unique' OR w[1:2] = '{primary,key}' THEN
      mine := pgveneer.list_at(w, array_position(w, '('));
      object := 'UNIQUE ' || coalesce(name, array_to_string(mine, ', '));
    ELSIF w[1] = 'foreign' THEN
      mine := pgveneer.list_at(w, 3);
      theirs := coalesce(pgveneer.list_at(w, array_position(w, 'references') + 1 + cardinality(pgveneer.name_words(w))),
        (SELECT pgveneer.column_names(other, i.indkey::int2[]) FROM pg_index i WHERE i.indrelid = other AND i.indisprimary));
      object := 'FOREIGN KEY ' || coalesce(name, array_to_string(mine, ', '));
      violated := (SELECT format('NOT EXISTS (SELECT FROM %s pgveneer_p WHERE %s) AND %s',
          CASE WHEN EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = other) THEN 'pgveneer_overlay.merged_' || other
               ELSE other::regclass::text END,
          string_agg(format('pgveneer_p.%I = %I.%I', t, c.relname, m), ' AND '),
          string_agg(format('%I.%I IS NOT NULL', c.relname, m), ' AND '))
        FROM unnest(mine, theirs) x(m, t), pg_class c WHERE c.oid = relation GROUP BY c.oid);
      IF words[1] = 'add' THEN lock := 'SHARE ROW EXCLUSIVE'; END IF;
      mine := NULL;
    END IF;
  ELSIF words[1:2] = '{create,unique}' AND NOT 'where' = ANY (words) THEN
    lock := CASE WHEN words[4] <> 'concurrently' THEN 'SHARE' END;
    mine := pgveneer.list_at(words, array_position(words, '('));
    object := 'UNIQUE ' || array_to_string(mine, ', ');
  END IF;
  IF mine <@ pgveneer.column_names(relation, ARRAY(SELECT attnum FROM pg_attribute WHERE attrelid = relation)) THEN
    same := (SELECT string_agg(quote_ident(m), ', ') FROM unnest(mine) m);
  ELSIF violated IS NULL THEN
    object := NULL;
  END IF;
END $$;

-- The words from an opening parenthesis to the one that closes it.
CREATE OR REPLACE FUNCTION pgveneer.nested(words text[], place int) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  depth int := 0; i int := place;
BEGIN
  WHILE i <= cardinality(words) LOOP
    depth := depth + CASE words[i] WHEN '(' THEN 1 WHEN ')' THEN -1 ELSE 0 END;
    IF depth = 0 THEN RETURN words[place:i]; END IF;
    i := i + 1;
  END LOOP;
  RETURN NULL;
END $$;

-- Tells of the rows that are going to make a statement fail where PostgreSQL itself finds them, since they have been copied
-- up: its error names one at most. Runs as the client, before the statement, which will fail in PostgreSQL's own words.
CREATE OR REPLACE FUNCTION pgveneer.foresee(statement text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  a record; d record; found boolean; name text; filter text;
BEGIN
  FOR a IN
    SELECT pg_catalog.to_regclass(x.target)::pg_catalog.oid AS relation, x.words FROM pgveneer.alterations(statement) x
    UNION ALL
    SELECT pg_catalog.to_regclass(pgveneer.name_at(w, pg_catalog.array_position(w, 'on'::text) + 1)), w FROM pgveneer.tokens(statement) w
    WHERE w[1] OPERATOR(pg_catalog.=) 'create'::text
  LOOP
    SELECT x.* INTO d FROM pgveneer.demand(a.relation, a.words,
      pg_catalog.to_regclass(pgveneer.name_at(a.words, pgveneer.other_place(a.words)))) x;
    -- who may not define it is told so at once
    CONTINUE WHEN d.object IS NULL OR NOT (
      SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) a.relation);
    name := (SELECT pg_catalog.quote_ident(c.relname) FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) a.relation);
    filter := pg_catalog.concat((SELECT pg_catalog.string_agg(m OPERATOR(pg_catalog.||) ' IS NOT NULL', ' AND ')
      FROM pg_catalog.regexp_split_to_table(d.same, ', ') m), d.violated);
    IF d.lock IS NOT NULL THEN
      -- at once, for two that first read and then want it would wait for each other
      EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN %s MODE', a.relation::pg_catalog.regclass, d.lock);
    END IF;
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM ONLY %s AS %s WHERE %s%s)', a.relation::pg_catalog.regclass, name, filter,
      CASE WHEN d.same IS NULL THEN '' ELSE pg_catalog.format(' GROUP BY %s HAVING count(*) > 1', d.same) END) INTO found;
    CONTINUE WHEN NOT found;
    PERFORM pgveneer.tell_violation(a.relation, d.object, CASE WHEN d.same IS NULL
      THEN pg_catalog.format('(SELECT * FROM pgveneer_overlay.merged_%s AS %s WHERE %s) v', a.relation, name, filter)
      ELSE pg_catalog.format('(SELECT m.*, count(*) OVER (PARTITION BY %s) AS pgveneer_same FROM pgveneer_overlay.merged_%s m WHERE %s) v'
        ' WHERE v.pgveneer_same > 1', d.same, a.relation, filter) END);
  END LOOP;
EXCEPTION WHEN OTHERS THEN
  -- the statement itself will tell
  RETURN;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.report() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'statements', coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', d.began, 'milliseconds', round(extract(epoch FROM d.ended - d.began) * 1000),
        'command', d.tag, 'statement', d.statement, 'objects', d.objects, 'dropped', d.dropped, 'checked', d.checked, 'impact', d.impact,
        'production_rows', d.lower_rows, 'production_bytes', d.lower_bytes) ORDER BY d.began, d.ended)
      FROM pgveneer.ddl d), '[]'),
    'violations', coalesce((SELECT jsonb_agg(jsonb_build_object('at', v.at) || v.told ORDER BY v.at) FROM pgveneer.violation v), '[]'),
    'objects', coalesce((
      SELECT jsonb_agg(jsonb_build_object('object', x.object, 'change', x.change) ORDER BY x.object) FROM (
        SELECT c.object, concat_ws(' and ',
          CASE WHEN (array_agg(c.change ORDER BY c.began, c.ended))[1] = 'created' THEN 'created' END,
          CASE (array_agg(c.change ORDER BY c.began DESC, c.ended DESC))[1]
            WHEN 'created' THEN CASE WHEN (array_agg(c.change ORDER BY c.began, c.ended))[1] <> 'created' THEN 'created anew' END
            WHEN 'dropped' THEN 'dropped'
            ELSE CASE WHEN (array_agg(c.change ORDER BY c.began, c.ended))[1] <> 'created' THEN 'altered' END END) AS change
        FROM (
          SELECT d.began, d.ended, o AS object, CASE WHEN d.tag ~ '^CREATE' AND d.statement !~* '^\s*create\s+or\s+replace' THEN 'created' ELSE 'altered' END AS change
          FROM pgveneer.ddl d, unnest(d.objects) o
          UNION ALL SELECT d.began, d.ended, o, 'dropped' FROM pgveneer.ddl d, unnest(d.dropped) o) c
        WHERE c.object !~ '^rule "?_RETURN'
        GROUP BY c.object) x), '[]'))
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
