-- DDL that PostgreSQL would check against existing rows is checked against those of lower that show, too, and fails
-- with the words PostgreSQL has for it.

-- Constraints and unique indexes whose lower rows are known to hold, or which production has itself.
CREATE TABLE IF NOT EXISTS pgveneer.checked (
    relid oid NOT NULL,
    object text NOT NULL,
    PRIMARY KEY (relid, object)
);

CREATE OR REPLACE FUNCTION pgveneer.checkable(relation oid) RETURNS SETOF text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT 'constraint ' || c.oid FROM pg_constraint c
  WHERE c.conrelid = relation AND c.contype IN ('c', 'f', 'x') AND c.convalidated
  UNION ALL SELECT 'index ' || i.indexrelid FROM pg_index i WHERE i.indrelid = relation AND i.indisunique
  UNION ALL SELECT 'column ' || a.attnum FROM pg_attribute a
  WHERE a.attrelid = relation AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.assume_checked(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO pgveneer.checked SELECT relation, x FROM pgveneer.checkable(relation) x ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION pgveneer.assume_checked(oid) FROM PUBLIC;

-- Checks what is new on a relation. Its views must be up to date.
CREATE OR REPLACE FUNCTION pgveneer.check_new(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET jit = off AS $$
DECLARE
  object text; kind text; number oid;
BEGIN
  FOR object IN
    SELECT x FROM pgveneer.checkable(relation) x
    WHERE NOT EXISTS (SELECT FROM pgveneer.checked k WHERE k.relid = relation AND k.object = x)
  LOOP
    kind := split_part(object, ' ', 1);
    number := split_part(object, ' ', 2)::oid;
    IF NOT (SELECT r.opaque OR o.opaque FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
            WHERE r.relid = relation) THEN
      IF kind = 'column' THEN
        PERFORM pgveneer.check_not_null(relation, number::int::int2);
      ELSIF kind = 'index' THEN
        PERFORM pgveneer.check_unique(relation, number);
      ELSE
        PERFORM pgveneer.check_constraint(number);
      END IF;
    END IF;
    INSERT INTO pgveneer.checked VALUES (relation, object) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_new(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.check_not_null(relation oid, number int2) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  violated boolean; attribute name; nsp name; rel name;
BEGIN
  SELECT a.attname, n.nspname, c.relname INTO attribute, nsp, rel
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attrelid = relation AND a.attnum = number;
  EXECUTE format('SELECT EXISTS (SELECT FROM pgveneer_overlay.unmasked_%s WHERE %I IS NULL)', relation, attribute)
  INTO violated;
  IF violated THEN
    RAISE not_null_violation USING MESSAGE = format('column "%s" of relation "%s" contains null values', attribute, rel),
      SCHEMA = nsp, TABLE = rel, COLUMN = attribute;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.check_unique(relation oid, index oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p record; i record; key_values text; columns text;
BEGIN
  SELECT n.nspname, c.relname, x.relname AS name, pg_get_expr(d.indpred, d.indrelid) AS predicate,
    coalesce((to_jsonb(d) ->> 'indnullsnotdistinct')::boolean, false) AS nulls INTO i
  FROM pg_index d JOIN pg_class x ON x.oid = d.indexrelid JOIN pg_class c ON c.oid = d.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE d.indexrelid = index;
  SELECT x.* INTO p FROM pgveneer.index_parts(index) x;
  columns := array_to_string(p.expressions, ', ');
  EXECUTE format('SELECT concat_ws('', '', %s) FROM pgveneer_overlay.merged_%s%s GROUP BY %s HAVING count(*) > 1 LIMIT 1',
    (SELECT string_agg(format('coalesce((%s)::text, ''null'')', e), ', ') FROM unnest(p.expressions) e), relation,
    coalesce(' WHERE ' || nullif(concat_ws(' AND ', i.predicate, CASE WHEN NOT i.nulls THEN
      (SELECT string_agg(format('(%s) IS NOT NULL', e), ' AND ') FROM unnest(p.expressions) e) END), ''), ''),
    (SELECT string_agg('(' || e || ')', ', ') FROM unnest(p.expressions) e)) INTO key_values;
  IF key_values IS NOT NULL THEN
    RAISE unique_violation USING MESSAGE = format('could not create unique index "%s"', i.name),
      DETAIL = format('Key (%s)=(%s) is duplicated.', columns, key_values),
      SCHEMA = i.nspname, TABLE = i.relname, CONSTRAINT = i.name;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.check_constraint(number oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  k record; violated text; mine text[]; theirs text[]; parent text;
BEGIN
  SELECT c.*, n.nspname, r.relname, p.relname AS parent INTO k
  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
  LEFT JOIN pg_class p ON p.oid = c.confrelid WHERE c.oid = number;
  IF k.contype = 'c' THEN
    EXECUTE format('SELECT 1 FROM pgveneer_overlay.unmasked_%s %I WHERE NOT (%s) LIMIT 1', k.conrelid, k.relname,
      pg_get_expr(k.conbin, k.conrelid)) INTO violated;
    IF violated IS NOT NULL THEN
      RAISE check_violation USING SCHEMA = k.nspname, TABLE = k.relname, CONSTRAINT = k.conname,
        MESSAGE = format('check constraint "%s" of relation "%s" is violated by some row', k.conname, k.relname);
    END IF;
  ELSIF k.contype = 'f' THEN
    SELECT array_agg(quote_ident(a.attname) ORDER BY x.n), array_agg(quote_ident(b.attname) ORDER BY x.n) INTO mine, theirs
    FROM unnest(k.conkey, k.confkey) WITH ORDINALITY x(m, t, n)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.m
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = x.t;
    parent := CASE WHEN EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = k.confrelid)
      THEN 'pgveneer_overlay.merged_' || k.confrelid ELSE k.confrelid::regclass::text END;
    EXECUTE format('SELECT concat_ws('', '', %s) FROM pgveneer_overlay.unmasked_%s c WHERE %s AND NOT EXISTS'
      ' (SELECT FROM %s p WHERE %s) LIMIT 1',
      (SELECT string_agg(format('c.%s', m), ', ') FROM unnest(mine) m), k.conrelid,
      (SELECT string_agg(format('c.%s IS NOT NULL', m), ' AND ') FROM unnest(mine) m), parent,
      (SELECT string_agg(format('p.%s = c.%s', t, m), ' AND ') FROM unnest(mine, theirs) x(m, t))) INTO violated;
    IF violated IS NOT NULL THEN
      RAISE foreign_key_violation USING SCHEMA = k.nspname, TABLE = k.relname, CONSTRAINT = k.conname,
        MESSAGE = format('insert or update on table "%s" violates foreign key constraint "%s"', k.relname, k.conname),
        DETAIL = format('Key (%s)=(%s) is not present in table "%s".', array_to_string(mine, ', '), violated, k.parent);
    END IF;
  ELSE
    EXECUTE format('SELECT 1 FROM pgveneer_overlay.unmasked_%s LIMIT 1', k.conrelid) INTO violated;
    IF violated IS NOT NULL THEN
      RAISE feature_not_supported USING
        MESSAGE = 'adding an exclusion constraint to a table with rows in production is not supported';
    END IF;
  END IF;
END $$;

-- Converts the lower values of a column as ALTER COLUMN … TYPE would, to see whether that works.
CREATE OR REPLACE FUNCTION pgveneer.check_conversion(relation oid, expression text, type text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TEMP TABLE pgveneer_conversion (v %s)', type);
  EXECUTE format('INSERT INTO pg_temp.pgveneer_conversion SELECT %s FROM %s', expression, pgveneer.lower_rows(relation));
  DROP TABLE pg_temp.pgveneer_conversion;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_conversion(oid, text, text) FROM PUBLIC;

-- The rows of lower that show, as l, straight from the foreign table.
CREATE OR REPLACE FUNCTION pgveneer.lower_rows(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT format('%s l', r.foreign_relid::regclass)
    || CASE WHEN r.opaque THEN ' WHERE false' WHEN cardinality(r.key) = 0 THEN ''
       ELSE format(' WHERE NOT EXISTS (SELECT FROM pgveneer_overlay.mask_%s k WHERE %s)', r.root,
         (SELECT string_agg(format('k.k%s = l.%I', n, name), ' AND ') FROM unnest(r.key) WITH ORDINALITY x(name, n)))
       END
    FROM pgveneer.relation r WHERE r.relid = relation);
END $$;

-- Before ALTER TABLE: what the catalog will not tell afterwards is taken from the statement's text. A conversion
-- with USING needs all rows in upper; a new foreign key, the parents of the rows there.
CREATE OR REPLACE FUNCTION pgveneer.on_ddl_start() RETURNS event_trigger
LANGUAGE plpgsql AS $$
DECLARE
  statement text := current_query();
  name constant text := '((?:"(?:[^"]|"")+"|[\w$]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[\w$]+))?)';
  target constant text := 'alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?' || name;
  found text[];
BEGIN
  IF coalesce(current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  IF statement ~* '\mtype\M.*\musing\M' THEN
    FOR found IN SELECT m FROM regexp_matches(statement, target, 'gi') m LOOP
      PERFORM pgveneer.copy_whole(to_regclass(found[1]));
    END LOOP;
  END IF;
  IF statement ~* '\mreferences\M' THEN
    FOR found IN
      SELECT m FROM regexp_matches(statement, target || '\M[^;]*?foreign\s+key\s*\(([^)]*)\)\s*references\s+' || name
        || '\s*(?:\(([^)]*)\))?', 'gi') m
    LOOP
      PERFORM pgveneer.bring_parents(to_regclass(found[1]), found[2], to_regclass(found[3]), found[4]);
    END LOOP;
  END IF;
END $$;

-- Copies up the parents of all rows that a table has in upper.
CREATE OR REPLACE FUNCTION pgveneer.bring_parents(child oid, columns text, parent oid, referenced text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  mine text[] := regexp_split_to_array(trim(columns), '\s*,\s*');
  theirs text[] := regexp_split_to_array(trim(referenced), '\s*,\s*');
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = parent AND NOT t.opaque;
  IF r.relid IS NULL OR child IS NULL THEN RETURN; END IF;
  IF theirs IS NULL THEN
    SELECT array_agg(quote_ident(a.attname) ORDER BY k.n) INTO theirs
    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(x, n), pg_attribute a
    WHERE i.indrelid = parent AND i.indisprimary AND a.attrelid = parent AND a.attnum = k.x;
  END IF;
  SELECT array_agg(quote_ident(a.attname) ORDER BY x.n) INTO mine
  FROM unnest(mine) WITH ORDINALITY x(c, n) JOIN pg_attribute a
    ON a.attrelid = child AND a.attname = CASE WHEN x.c ~ '^"' THEN replace(trim(BOTH '"' FROM x.c), '""', '"') ELSE lower(x.c) END;
  IF cardinality(mine) IS DISTINCT FROM cardinality(theirs) THEN RETURN; END IF;
  IF cardinality(r.key) = 0 THEN
    PERFORM pgveneer.copy_whole(parent);
  ELSE
    EXECUTE format('SELECT pgveneer_overlay.copy_up_%s(%s) FROM pgveneer_overlay.unmasked_%s u WHERE %s', r.root,
      (SELECT string_agg(format('array_agg(u.%I)', k), ', ' ORDER BY n)
       FROM unnest(pgveneer.key_names(parent)) WITH ORDINALITY x(k, n)), parent,
      (SELECT string_agg(format('u.%s = ANY (ARRAY(SELECT DISTINCT c.%s FROM %s c))', t, m, child::regclass), ' AND ')
       FROM unnest(mine, theirs) x(m, t)));
  END IF;
END $$;
