-- The text of the statement that an event trigger fires for: the catalogue does not tell all that it says.

-- Of a statement inside a function the context tells the text, of one sent by itself the session does. Null where
-- neither is so: in a function in language SQL.
CREATE OR REPLACE FUNCTION pgveneer.find_statement() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lc_messages = 'C' AS $$
DECLARE
  context text; outer_frames text;
BEGIN
  GET DIAGNOSTICS context = PG_CONTEXT;
  outer_frames := regexp_replace(context, '^(?:PL/pgSQL function pgveneer[^\n]*(?:\n|$))+', '');
  IF outer_frames = '' THEN RETURN current_query(); END IF;
  RETURN substring(outer_frames, '^SQL statement "(.*)"\n[^\n]+ function [^\n]*(?:\n|$)');
END $$;

-- As found when it began; empty where it is not known.
CREATE OR REPLACE FUNCTION pgveneer.statement() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT current_setting('pgveneer.statement', true) $$;

-- The words and signs of SQL text; names without quotes in lower case.
CREATE OR REPLACE FUNCTION pgveneer.tokens(statement text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(CASE WHEN m[1] ~ '^["'']|^[eE]''' THEN m[1] ELSE lower(m[1]) END ORDER BY n)
  FROM regexp_matches(statement, $r$("(?:[^"]|"")*"|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|[[:alpha:]_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|[-+*/<>=~!@#%^&|?:]+|\s+|.)$r$, 'g')
    WITH ORDINALITY x(m, n)
  WHERE m[1] !~ '^(--|/\*|\s)'
$$;

-- What a text says ALTER TABLE is to do: for each action the table's name as written, and the action's words.
CREATE OR REPLACE FUNCTION pgveneer.alterations(statement text) RETURNS TABLE (target text, words text[])
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  t text[] := pgveneer.tokens(statement);
  depth int;
  i int := 1;
BEGIN
  WHILE i < cardinality(t) LOOP
    i := i + 1;
    CONTINUE WHEN t[i - 1] <> 'alter' OR t[i] <> 'table';
    i := i + 1;
    IF t[i] = 'if' THEN i := i + 2; END IF;
    IF t[i] = 'only' THEN i := i + 1; END IF;
    target := t[i];
    i := i + 1;
    WHILE t[i] = '.' LOOP
      target := target || '.' || t[i + 1];
      i := i + 2;
    END LOOP;
    IF t[i] = '*' THEN i := i + 1; END IF;
    words := '{}';
    depth := 0;
    WHILE i <= cardinality(t) AND NOT (t[i] = ';' AND depth = 0) LOOP
      depth := depth + CASE WHEN t[i] IN ('(', '[') THEN 1 WHEN t[i] IN (')', ']') THEN -1 ELSE 0 END;
      IF t[i] = ',' AND depth = 0 THEN
        RETURN NEXT;
        words := '{}';
      ELSE
        words := words || t[i];
      END IF;
      i := i + 1;
    END LOOP;
    RETURN NEXT;
  END LOOP;
END $$;

-- A name as the catalogue has it.
CREATE OR REPLACE FUNCTION pgveneer.unquoted(name text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT CASE WHEN name ~ '^"' THEN replace(substr(name, 2, length(name) - 2), '""', '"') ELSE name END $$;

-- The name that begins at a place among words, as written.
CREATE OR REPLACE FUNCTION pgveneer.name_at(words text[], place int) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  result text := words[place];
BEGIN
  WHILE words[place + 1] = '.' LOOP
    result := result || '.' || words[place + 2];
    place := place + 2;
  END LOOP;
  RETURN result;
END $$;

-- The list in parentheses that begins at a place among words, names as the catalogue has them; null for none.
CREATE OR REPLACE FUNCTION pgveneer.list_at(words text[], place int) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  result text[] := '{}';
BEGIN
  IF words[place] IS DISTINCT FROM '(' THEN RETURN NULL; END IF;
  WHILE words[place] <> ')' LOOP
    result := result || pgveneer.unquoted(words[place + 1]);
    place := place + 2;
  END LOOP;
  RETURN result;
END $$;

-- Runs as the client, under its search path: what the catalogue will not tell afterwards is taken from the statement's
-- text before.
CREATE OR REPLACE FUNCTION pgveneer.on_ddl_start() RETURNS event_trigger
LANGUAGE plpgsql AS $$
DECLARE
  statement text;
BEGIN
  IF coalesce(pg_catalog.current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  PERFORM pgveneer.fire_pending() WHERE pg_catalog.current_setting('pgveneer.pending', true) OPERATOR(pg_catalog.<>) '';
  statement := pgveneer.find_statement();
  PERFORM pgveneer.release_types(TG_TAG, statement)
  WHERE TG_TAG IN ('DROP TYPE', 'DROP SCHEMA', 'DROP EXTENSION', 'DROP OWNED', 'ALTER EXTENSION');
  PERFORM pg_catalog.set_config('pgveneer.statement', coalesce(statement, ''), true);
  PERFORM pg_catalog.set_config('pgveneer.path', pg_catalog.current_schemas(true)::text, true);
  PERFORM pg_catalog.set_config('pgveneer.search_path', pg_catalog.current_setting('search_path'), true);
  PERFORM pg_catalog.set_config('pgveneer.began', pg_catalog.clock_timestamp()::text, true);
  PERFORM pg_catalog.set_config('pgveneer.' OPERATOR(pg_catalog.||) x, '', true)
  FROM pg_catalog.unnest(ARRAY['checked', 'dropped', 'rewritten']) x;
  PERFORM pgveneer.foresee(statement) WHERE TG_TAG IN ('ALTER TABLE', 'CREATE INDEX');
  IF TG_TAG = 'ALTER TABLE' THEN
    PERFORM pgveneer.before_alter(pg_catalog.to_regclass(a.target), a.words,
      pg_catalog.to_regclass(pgveneer.name_at(a.words, pgveneer.other_place(a.words))))
    FROM pgveneer.alterations(statement) a
    -- who may not alter it is told so at once
    WHERE EXISTS (SELECT FROM pg_catalog.pg_class c
                  WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(a.target) AND pg_catalog.pg_has_role(c.relowner, 'USAGE'));
  ELSIF TG_TAG = 'REFRESH MATERIALIZED VIEW' THEN
    PERFORM pgveneer.before_fill(pg_catalog.to_regclass(v)) FROM pgveneer.refreshed(statement) v;
  ELSIF TG_TAG IN ('ALTER TYPE', 'ALTER DOMAIN') THEN
    PERFORM pgveneer.before_alter_type(statement);
  END IF;
END $$;

-- The materialized views that a text says are to be refreshed.
CREATE OR REPLACE FUNCTION pgveneer.refreshed(statement text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pgveneer.name_at(words, n::int + CASE words[n + 3] WHEN 'concurrently' THEN 4 ELSE 3 END)
  FROM pgveneer.tokens(statement) words, unnest(words) WITH ORDINALITY x(w, n)
  WHERE w = 'refresh' AND words[n + 1] = 'materialized' AND words[n + 2] = 'view'
$$;

-- What is stored of a type in production cannot follow it everywhere: a label of another name, a row of another width,
-- a value that a domain has come to refuse. Tables that hold such values are copied whole before.
CREATE OR REPLACE FUNCTION pgveneer.before_alter_type(statement text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  words text[] := pgveneer.tokens(statement);
  place int;
BEGIN
  FOR place IN SELECT n FROM pg_catalog.unnest(words) WITH ORDINALITY x(w, n)
    WHERE w OPERATOR(pg_catalog.=) 'alter'::text AND words[n::int + 1] IN ('type', 'domain')
  LOOP
    PERFORM pgveneer.before_type_changes(pg_catalog.to_regtype(pgveneer.name_at(words, place + 2)), words[place + 1:]);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.before_type_changes(type oid, words text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF words[1] = 'type' AND (words @> '{rename,value}' OR 'attribute' = ANY (words))
     OR words[1] = 'domain' AND words @> '{not,valid}' THEN
    PERFORM pgveneer.copy_whole(r) FROM pgveneer.holders(type) r;
  END IF;
END $$;

-- The federated tables with a column of a type, of an array of it, or of a domain over it.
CREATE OR REPLACE FUNCTION pgveneer.holders(type oid) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE made_of AS (
    SELECT holders.type AS oid
    UNION
    SELECT x.oid FROM made_of m, LATERAL (
      SELECT t.oid FROM pg_type t WHERE m.oid IN (t.typbasetype, t.typelem)
      UNION ALL
      SELECT c.reltype FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.atttypid = m.oid AND c.relkind = 'c') x)
  SELECT DISTINCT r.relid FROM made_of m JOIN pg_attribute a ON a.atttypid = m.oid AND NOT a.attisdropped
  JOIN pgveneer.relation r ON r.relid = a.attrelid WHERE NOT r.opaque ORDER BY 1
$$;

-- Where an action of ALTER TABLE names another table.
CREATE OR REPLACE FUNCTION pgveneer.other_place(words text[]) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN words[1] IN ('attach', 'detach') THEN 3 WHEN words[1] = 'inherit' THEN 2 WHEN words[1] = 'no' THEN 3
              ELSE array_position(words, 'references') + 1 END
$$;

-- Brings up what PostgreSQL is going to look at in this action of ALTER TABLE: all rows, where no expression could
-- stand for what it does to them.
CREATE OR REPLACE FUNCTION pgveneer.before_alter(relation oid, words text[], other oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  k pg_constraint;
BEGIN
  IF relation IS NULL THEN RETURN; END IF;
  IF words[1] = 'alter' AND words @> '{type,using}' OR words[1] = 'add' AND words && '{exclude,overlaps,period}'
     OR EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation AND r.tree IS NOT NULL) THEN
    PERFORM pgveneer.copy_whole(relation);
  END IF;
  CASE words[1]
    WHEN 'attach' THEN
      PERFORM pgveneer.copy_whole(other), pgveneer.unguard(other);
    WHEN 'detach' THEN
      PERFORM pgveneer.copy_whole(r.root) FROM pgveneer.relation r WHERE r.relid = other AND r.key = '{}';
    WHEN 'inherit', 'no' THEN
      PERFORM pgveneer.copy_whole(relation), pgveneer.copy_whole(other), pgveneer.unguard(relation);
    WHEN 'add' THEN
      IF 'period' = ANY (words) THEN
        PERFORM pgveneer.copy_whole(other);
      ELSIF 'foreign' = ANY (words) THEN
        PERFORM pgveneer.bring_parents(relation, pgveneer.list_at(words, array_position(words, 'foreign') + 2), other,
          pgveneer.list_at(words, array_position(words, 'references') + 1 + cardinality(pgveneer.name_words(words))));
      ELSIF words @> '{references,default}' THEN
        PERFORM pgveneer.bring_all(relation, other);
      END IF;
    WHEN 'validate', 'alter' THEN
      IF words[1] = 'alter' AND 'type' = ANY (words) THEN
        PERFORM pgveneer.before_retype(relation, pgveneer.unquoted(words[CASE words[2] WHEN 'column' THEN 3 ELSE 2 END]));
      END IF;
      IF words[2] <> 'constraint' THEN RETURN; END IF;
      SELECT * INTO k FROM pg_constraint c
      WHERE c.conrelid = relation AND c.conname = pgveneer.unquoted(words[3]) AND c.contype = 'f';
      PERFORM pgveneer.bring_parents(relation, pgveneer.column_names(relation, k.conkey), k.confrelid,
        pgveneer.column_names(k.confrelid, k.confkey));
    ELSE
      RETURN;
  END CASE;
END $$;

-- PostgreSQL looks for the parents again where a column of a foreign key gets another type.
CREATE OR REPLACE FUNCTION pgveneer.before_retype(relation oid, column_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.bring_parents(c.conrelid, pgveneer.column_names(c.conrelid, c.conkey), c.confrelid,
    pgveneer.column_names(c.confrelid, c.confkey))
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = relation AND a.attname = column_name
  WHERE c.contype = 'f' AND c.conparentid = 0
    AND (c.conrelid = relation AND a.attnum = ANY (c.conkey) OR c.confrelid = relation AND a.attnum = ANY (c.confkey));
END $$;
REVOKE ALL ON FUNCTION pgveneer.before_retype(oid, text) FROM PUBLIC;

-- Takes our triggers with transition tables off a table, which may not have them as another's child.
CREATE OR REPLACE FUNCTION pgveneer.unguard(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT g.tgname, g.tgrelid FROM pg_trigger g WHERE g.tgrelid = relation AND g.tgname ~ '^A_pgveneer_(insert|update|delete)$' LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass);
  END LOOP;
  UPDATE pgveneer.guarded g SET built = '' WHERE g.relid = relation;
END $$;
REVOKE ALL ON FUNCTION pgveneer.unguard(oid) FROM PUBLIC;

-- The words of the name after REFERENCES.
CREATE OR REPLACE FUNCTION pgveneer.name_words(words text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT pgveneer.tokens(pgveneer.name_at(words, array_position(words, 'references') + 1)) $$;

CREATE OR REPLACE FUNCTION pgveneer.column_names(relation oid, numbers int2[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(a.attname::text ORDER BY n)
  FROM unnest(numbers) WITH ORDINALITY k(x, n) JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = k.x
$$;

-- Copies up the parents of all rows that a table has in upper.
CREATE OR REPLACE FUNCTION pgveneer.bring_parents(child oid, columns text[], parent oid, referenced text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  theirs text[] := coalesce(referenced, (SELECT pgveneer.column_names(parent, i.indkey::int2[]) FROM pg_index i
                                         WHERE i.indrelid = parent AND i.indisprimary));
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t JOIN pgveneer.relation o ON o.relid = t.root
  WHERE t.relid = parent AND NOT t.opaque AND NOT o.opaque;
  IF r.relid IS NULL OR cardinality(columns) IS DISTINCT FROM cardinality(theirs)
     OR columns <@ pgveneer.column_names(child, ARRAY(SELECT attnum FROM pg_attribute WHERE attrelid = child)) IS NOT TRUE THEN
    RETURN;
  ELSIF cardinality(r.key) = 0 THEN
    PERFORM pgveneer.bring_all(child, parent);
  ELSE
    EXECUTE format('SELECT pgveneer_overlay.copy_up_%s(%s) FROM pgveneer_overlay.unmasked_%s u WHERE %s', r.root,
      (SELECT string_agg(format('array_agg(u.%I)', k), ', ' ORDER BY n) FROM unnest(r.key_names) WITH ORDINALITY x(k, n)), parent,
      (SELECT string_agg(format('u.%I = ANY (ARRAY(SELECT DISTINCT c.%I FROM %s c))', t, m, child::regclass), ' AND ')
       FROM unnest(columns, theirs) x(m, t)));
  END IF;
EXCEPTION WHEN undefined_function OR datatype_mismatch THEN
  -- such columns cannot reference each other, as PostgreSQL will say
  RETURN;
END $$;
REVOKE ALL ON FUNCTION pgveneer.bring_parents(oid, text[], oid, text[]) FROM PUBLIC;

-- Copies a table whole where another has rows in upper that are to reference it.
CREATE OR REPLACE FUNCTION pgveneer.bring_all(child oid, parent oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  filled boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %s)', child::regclass) INTO filled;
  IF filled THEN PERFORM pgveneer.copy_whole(parent); END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.bring_all(oid, oid) FROM PUBLIC;
