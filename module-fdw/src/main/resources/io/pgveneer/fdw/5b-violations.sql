-- DDL that PostgreSQL would check against existing rows is checked against those of lower that show, too, and fails
-- with the words PostgreSQL has for it.

-- Constraints and unique indexes whose lower rows are known to hold, or which production has itself.
CREATE TABLE IF NOT EXISTS pgveneer.checked (
    relid oid NOT NULL,
    object text NOT NULL,
    PRIMARY KEY (relid, object)
);

-- In the order in which PostgreSQL checks them: it builds indexes, scans the table, then looks for parents. A key that refers
-- to a partitioned table has another one of its table for each partition, which is for what happens to the parents alone.
CREATE OR REPLACE FUNCTION pgveneer.checkable(relation oid) RETURNS SETOF text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT 'index ' || i.indexrelid FROM pg_index i WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid
  UNION ALL SELECT 'column ' || a.attnum FROM pg_attribute a
  WHERE a.attrelid = relation AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped AND NOT EXISTS (
    SELECT FROM pg_constraint k WHERE k.conrelid = relation AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND NOT k.convalidated)
  UNION ALL (
    SELECT 'constraint ' || c.oid FROM pg_constraint c
    WHERE c.conrelid = relation AND c.contype IN ('c', 'f') AND c.convalidated
      AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.oid = c.conparentid AND o.conrelid = relation) ORDER BY c.contype, c.oid);
END $$;

CREATE OR REPLACE FUNCTION pgveneer.assume_checked(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO pgveneer.checked SELECT relation, x FROM pgveneer.checkable(relation) x
  -- to look for children without a parent is to read both tables of production whole
  UNION ALL SELECT relation, 'violations ' || c.oid FROM pg_constraint c
  WHERE c.conrelid = relation AND c.contype = 'f' AND NOT c.convalidated
  ON CONFLICT DO NOTHING;
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
    IF (kind <> 'column' OR pgveneer.is_read_for(relation, number::int::int2)) AND NOT pgveneer.is_inherited(relation, kind, number) THEN
      PERFORM pgveneer.gather('checked', pgveneer.checked_name(relation, kind, number));
    END IF;
    -- of a partitioned table PostgreSQL looks at each partition, and names it
    IF NOT (SELECT r.opaque OR o.opaque OR c.relkind = 'p' FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
            JOIN pg_class c ON c.oid = r.relid WHERE r.relid = relation) THEN
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

-- Whether a partition has it from the table that it is one of.
CREATE OR REPLACE FUNCTION pgveneer.is_inherited(relation oid, kind text, number oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE kind
    WHEN 'column' THEN EXISTS (
      SELECT FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition
      JOIN pg_attribute m ON m.attrelid = relation AND m.attnum = number::int
      JOIN pg_attribute a ON a.attrelid = h.inhparent AND a.attname = m.attname AND a.attnotnull WHERE h.inhrelid = relation)
    WHEN 'index' THEN EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = number)
    ELSE EXISTS (
      SELECT FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid AND c.relispartition
      WHERE k.oid = number AND (k.conparentid <> 0 OR k.coninhcount > 0)) END
$$;

-- Whether PostgreSQL reads the table for NOT NULL of a column: not where it is added with what all rows have in it.
CREATE OR REPLACE FUNCTION pgveneer.is_read_for(relation oid, number int2) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT a.atthasmissing OR EXISTS (SELECT FROM pgveneer.alterations(pgveneer.statement()) t WHERE t.words @> ARRAY['set', 'not', 'null'])
  FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = number
$$;

-- What the report calls it.
CREATE OR REPLACE FUNCTION pgveneer.checked_name(relation oid, kind text, number oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE kind
    WHEN 'column' THEN 'NOT NULL ' || (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = number::int)
    WHEN 'index' THEN 'UNIQUE ' || (SELECT c.relname FROM pg_class c WHERE c.oid = number)
    ELSE (SELECT CASE c.contype WHEN 'c' THEN 'CHECK ' ELSE 'FOREIGN KEY ' END || c.conname FROM pg_constraint c WHERE c.oid = number) END
$$;

CREATE OR REPLACE FUNCTION pgveneer.check_not_null(relation oid, number int2) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  violated boolean; attribute name; nsp name; rel name;
BEGIN
  SELECT a.attname, n.nspname, c.relname INTO attribute, nsp, rel
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attrelid = relation AND a.attnum = number;
  EXECUTE format('SELECT EXISTS (SELECT FROM pgveneer_overlay.unmasked_%s WHERE %I IS NOT DISTINCT FROM NULL)', relation, attribute)
  INTO violated;
  IF violated THEN
    PERFORM pgveneer.tell_violation(relation, format('NOT NULL %I', attribute),
      format('pgveneer_overlay.unmasked_%s v WHERE %I IS NOT DISTINCT FROM NULL', relation, attribute));
    RAISE not_null_violation USING MESSAGE = format('column "%s" of relation "%s" contains null values', attribute, rel),
      SCHEMA = nsp, TABLE = rel, COLUMN = attribute;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.check_unique(relation oid, index oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p record; i record; key_values text; columns text; source text;
BEGIN
  SELECT n.nspname, c.relname, x.relname AS name, pg_get_expr(d.indpred, d.indrelid) AS predicate,
    coalesce((to_jsonb(d) ->> 'indnullsnotdistinct')::boolean, false) AS nulls,
    pgveneer.implies_equality(concat(d.indpred, d.indexprs)) AS apart INTO i
  FROM pg_index d JOIN pg_class x ON x.oid = d.indexrelid JOIN pg_class c ON c.oid = d.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE d.indexrelid = index;
  SELECT x.* INTO p FROM pgveneer.index_parts(index) x;
  columns := array_to_string(p.expressions, ', ');
  source := 'pgveneer_overlay.merged_' || relation;
  IF i.apart THEN
    PERFORM set_config('search_path', pgveneer.path_to_equality(), true);
    source := format('(SELECT * FROM %s OFFSET 0)', source);
  END IF;
  EXECUTE format('SELECT concat_ws('', '', %s) FROM %s m%s GROUP BY %s HAVING count(*) > 1 LIMIT 1',
    (SELECT string_agg(format('coalesce((%s)::text, ''null'')', e), ', ') FROM unnest(p.expressions) e), source,
    coalesce(' WHERE ' || nullif(concat_ws(' AND ', i.predicate, CASE WHEN NOT i.nulls THEN
      (SELECT string_agg(format('(%s) IS DISTINCT FROM NULL', e), ' AND ') FROM unnest(p.expressions) e) END), ''), ''),
    (SELECT string_agg('(' || e || ')', ', ') FROM unnest(p.expressions) e)) INTO key_values;
  IF key_values IS NOT NULL THEN
    PERFORM pgveneer.tell_violation(relation, format('UNIQUE %I', i.name), format(
      '(SELECT m.*, count(*) OVER (PARTITION BY %s) AS pgveneer_same FROM %s m%s) v WHERE v.pgveneer_same > 1',
      (SELECT string_agg('(' || e || ')', ', ') FROM unnest(p.expressions) e), source,
      coalesce(' WHERE ' || nullif(concat_ws(' AND ', i.predicate, CASE WHEN NOT i.nulls THEN
        (SELECT string_agg(format('(%s) IS DISTINCT FROM NULL', e), ' AND ') FROM unnest(p.expressions) e) END), ''), '')));
    RAISE unique_violation USING MESSAGE = format('could not create unique index "%s"', i.name),
      DETAIL = format('Key (%s)=(%s) is duplicated.', columns, key_values),
      SCHEMA = i.nspname, TABLE = i.relname, CONSTRAINT = i.name;
  END IF;
END $$;

-- The unmasked rows, under an alias, that have no parent by a foreign key: what follows FROM.
CREATE OR REPLACE FUNCTION pgveneer.orphans_sql(number oid, alias text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT format('pgveneer_overlay.unmasked_%1$s %2$s WHERE %3$s AND NOT EXISTS (SELECT FROM %4$s p WHERE %5$s)', k.conrelid, alias,
    string_agg(format('%s.%I IS DISTINCT FROM NULL', alias, a.attname), ' AND '),
    CASE WHEN EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = k.confrelid)
      THEN 'pgveneer_overlay.merged_' || k.confrelid ELSE k.confrelid::regclass::text END,
    string_agg(format('p.%I %s %s.%I', b.attname, pgveneer.operator_name(x.o), alias, a.attname), ' AND '))
  FROM pg_constraint k, unnest(k.conkey, k.confkey, k.conpfeqop) x(m, t, o)
  JOIN pg_attribute a ON a.attnum = x.m JOIN pg_attribute b ON b.attnum = x.t
  WHERE k.oid = number AND a.attrelid = k.conrelid AND b.attrelid = k.confrelid
  GROUP BY k.oid);
END $$;

CREATE OR REPLACE FUNCTION pgveneer.check_constraint(number oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  k record; violated text; mine text[]; violators text;
BEGIN
  SELECT c.*, n.nspname, r.relname, p.relname AS parent INTO k
  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
  LEFT JOIN pg_class p ON p.oid = c.confrelid WHERE c.oid = number;
  IF k.contype = 'c' THEN
    violators := CASE WHEN pgveneer.implies_equality(k.conbin::text) THEN '(SELECT * FROM pgveneer_overlay.unmasked_%s OFFSET 0)'
      ELSE 'pgveneer_overlay.unmasked_%s' END || ' %I WHERE NOT (%s)';
    -- production would not find the operator that the text does not name, nor would it be found here by our own path
    IF pgveneer.implies_equality(k.conbin::text) THEN
      PERFORM set_config('search_path', pgveneer.path_to_equality(), true);
    END IF;
    violators := format(violators, k.conrelid, k.relname, pg_get_expr(k.conbin, k.conrelid));
    EXECUTE format('SELECT 1 FROM %s LIMIT 1', violators) INTO violated;
    IF violated IS NOT NULL THEN
      PERFORM pgveneer.tell_violation(k.conrelid, format('CHECK %I', k.conname), format('(SELECT * FROM %s) v', violators));
      RAISE check_violation USING SCHEMA = k.nspname, TABLE = k.relname, CONSTRAINT = k.conname,
        MESSAGE = format('check constraint "%s" of relation "%s" is violated by some row', k.conname, k.relname);
    END IF;
  ELSIF k.contype = 'f' THEN
    SELECT array_agg(quote_ident(a.attname) ORDER BY x.n) INTO mine
    FROM unnest(k.conkey) WITH ORDINALITY x(m, n) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.m;
    IF k.confmatchtype = 'f' AND cardinality(mine) > 1 THEN
      EXECUTE format('SELECT 1 FROM pgveneer_overlay.unmasked_%s c WHERE num_nulls(%s) BETWEEN 1 AND %s LIMIT 1', k.conrelid,
        array_to_string(mine, ', '), cardinality(mine) - 1) INTO violated;
      IF violated IS NOT NULL THEN
        RAISE foreign_key_violation USING SCHEMA = k.nspname, TABLE = k.relname, CONSTRAINT = k.conname,
          MESSAGE = format('insert or update on table "%s" violates foreign key constraint "%s"', k.relname, k.conname),
          DETAIL = 'MATCH FULL does not allow mixing of null and nonnull key values.';
      END IF;
    END IF;
    EXECUTE format('SELECT concat_ws('', '', %s) FROM %s LIMIT 1', (SELECT string_agg(format('c.%s', m), ', ') FROM unnest(mine) m),
      pgveneer.orphans_sql(number, 'c')) INTO violated;
    IF violated IS NOT NULL THEN
      PERFORM pgveneer.tell_violation(k.conrelid, format('FOREIGN KEY %I', k.conname), pgveneer.orphans_sql(number, 'v'));
      RAISE foreign_key_violation USING SCHEMA = k.nspname, TABLE = k.relname, CONSTRAINT = k.conname,
        MESSAGE = format('insert or update on table "%s" violates foreign key constraint "%s"', k.relname, k.conname),
        DETAIL = format('Key (%s)=(%s) is not present in table "%s".', array_to_string(mine, ', '), violated, k.parent);
    END IF;
  END IF;
END $$;

-- Copies up the rows that violate a constraint which is not valid: PostgreSQL would refuse them later. A CHECK goes out of
-- the way meanwhile; a foreign key is in nobody's way but of an UPDATE in the transaction that has brought the row.
CREATE OR REPLACE FUNCTION pgveneer.bring_violations(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET client_min_messages = warning AS $$
DECLARE
  k record; violated boolean; condition text; source text;
  r pgveneer.relation;
BEGIN
  FOR k IN
    SELECT c.*, pg_get_constraintdef(c.oid) AS definition, a.attname, t.relname
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    LEFT JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.conrelid = relation AND c.contype IN ('c', 'n', 'f') AND NOT c.convalidated AND c.coninhcount = 0
      AND NOT EXISTS (SELECT FROM pgveneer.checked x WHERE x.relid = relation AND x.object = 'violations ' || c.oid)
      AND coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true)
  LOOP
    SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation AND NOT t.opaque;
    EXIT WHEN r.relid IS NULL;
    IF k.contype = 'f' THEN
      IF r.key = '{}' THEN
        PERFORM pgveneer.copy_whole(relation);
      ELSE
        EXECUTE format('SELECT pgveneer_overlay.copy_up_%s(%s) FROM %s', r.root,
          (SELECT string_agg(format('array_agg(c.%I)', n), ', ') FROM unnest(r.key_names) n), pgveneer.orphans_sql(k.oid, 'c'));
      END IF;
      INSERT INTO pgveneer.checked VALUES (relation, 'violations ' || k.oid) ON CONFLICT DO NOTHING;
      CONTINUE;
    END IF;
    condition := CASE k.contype WHEN 'n' THEN format('%I IS NOT DISTINCT FROM NULL', k.attname) ELSE format('NOT (%s)', pg_get_expr(k.conbin, k.conrelid)) END;
    source := 'pgveneer_overlay.unmasked_' || relation;
    IF pgveneer.implies_equality(k.conbin::text) THEN
      PERFORM set_config('search_path', pgveneer.path_to_equality(), true);
      source := format('(SELECT * FROM %s OFFSET 0)', source);
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s %I WHERE %s)', source, k.relname, condition) INTO violated;
    IF violated THEN
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', relation::regclass, k.conname);
      IF r.key = '{}' THEN
        PERFORM pgveneer.copy_whole(relation);
      ELSE
        EXECUTE format('SELECT pgveneer_overlay.copy_up_%s(%s) FROM %s %I WHERE %s', r.root,
          (SELECT string_agg(format('array_agg(%I.%I)', k.relname, n), ', ') FROM unnest(r.key_names) n), source, k.relname, condition);
      END IF;
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', relation::regclass, k.conname, k.definition);
    END IF;
    INSERT INTO pgveneer.checked SELECT relation, 'violations ' || c.oid FROM pg_constraint c
    WHERE c.conrelid = relation AND c.conname = k.conname ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.bring_violations(oid) FROM PUBLIC;

-- Checks what ALTER DOMAIN has come to demand against the rows of lower.
CREATE OR REPLACE FUNCTION pgveneer.check_domains(domains oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c record;
BEGIN
  FOR c IN
    SELECT r.relid, a.attname, k.relname, n.nspname, m.expression
    FROM unnest(domains) d, pgveneer.holders(d) h
    JOIN pgveneer.relation r ON r.relid = h JOIN pgveneer.relation o ON o.relid = r.root
    JOIN pg_class k ON k.oid = h JOIN pg_namespace n ON n.oid = k.relnamespace
    JOIN pg_attribute a ON a.attrelid = h AND NOT a.attisdropped AND a.attnum > 0
    JOIN pgveneer.column m ON m.relid = h AND m.attnum = a.attnum
    JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'd'
    WHERE NOT r.opaque AND NOT o.opaque
  LOOP
    BEGIN
      EXECUTE format('SELECT count(x.v) FROM (SELECT %s AS v FROM %s OFFSET 0) x', c.expression, pgveneer.lower_rows(c.relid));
    EXCEPTION
      WHEN check_violation THEN
        RAISE check_violation USING SCHEMA = c.nspname, TABLE = c.relname, COLUMN = c.attname,
          MESSAGE = format('column "%s" of table "%s" contains values that violate the new constraint', c.attname, c.relname);
      WHEN not_null_violation THEN
        RAISE not_null_violation USING SCHEMA = c.nspname, TABLE = c.relname, COLUMN = c.attname,
          MESSAGE = format('column "%s" of table "%s" contains null values', c.attname, c.relname);
    END;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_domains(oid[]) FROM PUBLIC;

-- Whether a default partition has rows in lower that belong into another partition now.
CREATE OR REPLACE FUNCTION pgveneer.check_default_partitions(touched oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  d record; violated text;
BEGIN
  FOR d IN
    SELECT DISTINCT r.relid, c.relname, n.nspname, pg_get_partition_constraintdef(r.relid) AS definition
    FROM pg_partitioned_table t
    JOIN pgveneer.relation r ON r.relid = t.partdefid JOIN pgveneer.relation o ON o.relid = r.root
    JOIN pg_class c ON c.oid = r.relid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT r.opaque AND NOT o.opaque AND (t.partrelid = ANY (touched)
      OR t.partrelid IN (SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = ANY (touched)))
  LOOP
    EXECUTE format('SELECT 1 FROM pgveneer_overlay.unmasked_%s %I WHERE NOT (%s) LIMIT 1', d.relid, d.relname, d.definition) INTO violated;
    IF violated IS NOT NULL THEN
      RAISE check_violation USING SCHEMA = d.nspname, TABLE = d.relname, MESSAGE = format(
        'updated partition constraint for default partition "%s" would be violated by some row', d.relname);
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_default_partitions(oid[]) FROM PUBLIC;

-- Converts the lower values of a column as ALTER COLUMN … TYPE would, to see whether that works. Answers whether the
-- conversion gives the same whenever it is done: then an expression can stand for it.
DROP FUNCTION IF EXISTS pgveneer.check_conversion(oid, text, text);
CREATE OR REPLACE FUNCTION pgveneer.check_conversion(relation oid, expression text, old_type text, new_type text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET client_min_messages = warning AS $$
DECLARE
  probe text := 'pgveneer_overlay.conversion_' || pg_backend_pid();
BEGIN
  EXECUTE format('CREATE UNLOGGED TABLE %s (x %s, y %s GENERATED ALWAYS AS (x) STORED)', probe, old_type, new_type);
  EXECUTE format('INSERT INTO %s (x) SELECT %s FROM %s', probe, expression, pgveneer.lower_rows(relation));
  EXECUTE 'DROP TABLE ' || probe;
  RETURN true;
EXCEPTION WHEN invalid_object_definition THEN
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_conversion(oid, text, text, text) FROM PUBLIC;

-- The rows of lower that show, as l, straight from the foreign table; without those of children.
CREATE OR REPLACE FUNCTION pgveneer.lower_rows(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT format('%s l WHERE %s', r.foreign_relid::regclass, CASE
      WHEN r.opaque OR o.opaque THEN 'false'
      WHEN r.tree IS NOT NULL THEN format('l.pgveneer_tableoid = %s', coalesce((
        SELECT t.number FROM pgveneer.lower_table t WHERE t.nspname = r.nspname AND t.relname = r.relname), 0))
      WHEN cardinality(r.key) = 0 THEN 'true'
      ELSE pgveneer.showing_sql(r.root, ARRAY(SELECT format('l.%I', k) FROM unnest(r.key) k)) END)
    FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root WHERE r.relid = relation);
END $$;
