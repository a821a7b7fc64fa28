-- Constraints that involve rows still in lower. Row triggers that sort before RI_ConstraintTrigger bring these
-- rows up, in one remote query for each constraint and statement; then PostgreSQL itself checks, with its own words.
--
-- Two parts for each constraint: the trigger function, which runs as the client and gathers the statement's values
-- from the transition table, and fetch_…, which runs as us, takes values only and copies up what matches.

-- The elements of an index as SQL over the columns of its table, each with the operator by which two rows collide,
-- and whether that is equality.
DROP FUNCTION IF EXISTS pgveneer.index_parts(oid);
CREATE FUNCTION pgveneer.index_parts(index oid)
RETURNS TABLE (expressions text[], types text[], operators text[], equal boolean[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
BEGIN
  RETURN QUERY
  -- pg_get_indexdef() locks the table, which whoever defines another beside it does not on a copy
  SELECT array_agg(CASE WHEN i.indkey[n - 1] <> 0 THEN quote_ident(u.attname) ELSE pg_get_indexdef(index, n, true) END
           ORDER BY n),
         -- what an index of expressions stores may be of another type than what it is given
         array_agg(format_type(coalesce(u.atttypid, CASE WHEN k.opckeytype <> 0 AND t.typtype <> 'p' THEN k.opcintype END, a.atttypid), -1)
           ORDER BY n),
         array_agg(pgveneer.operator_name(o.oid) ORDER BY n),
         array_agg(x.conexclop IS NULL OR o.oprname = '=' ORDER BY n)
  FROM pg_index i
  CROSS JOIN generate_series(1, i.indnkeyatts) n
  JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = n
  JOIN pg_opclass k ON k.oid = i.indclass[n - 1]
  JOIN pg_type t ON t.oid = k.opcintype
  LEFT JOIN pg_attribute u ON u.attrelid = i.indrelid AND u.attnum = i.indkey[n - 1]
  LEFT JOIN pg_constraint x ON x.conrelid = i.indrelid AND x.conindid = i.indexrelid AND x.conexclop IS NOT NULL
  JOIN pg_operator o ON o.oid = coalesce(x.conexclop[n], (
    SELECT m.amopopr FROM pg_amop m WHERE m.amopfamily = k.opcfamily AND m.amopstrategy = 3
      AND m.amoplefttype = k.opcintype AND m.amoprighttype = k.opcintype))
  WHERE i.indexrelid = index;
END $$;

-- An operator as it can be written under any search path.
CREATE OR REPLACE FUNCTION pgveneer.operator_name(operator oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT CASE n.nspname WHEN 'pg_catalog' THEN o.oprname::text ELSE format('OPERATOR(%I.%s)', n.nspname, o.oprname) END
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = operator);
END $$;

-- Whether arrays of these types cannot be made, since they are arrays themselves.
CREATE OR REPLACE FUNCTION pgveneer.has_arrays(types text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM unnest(types) n JOIN pg_type t ON t.oid = n::regtype
    LEFT JOIN pg_type b ON b.oid = t.typbasetype WHERE 'A' IN (t.typcategory, b.typcategory));
END $$;

-- A condition over the unmasked rows (as u) of the elements that are compared by equality against arrays pgveneer_a1, …
DROP FUNCTION IF EXISTS pgveneer.match_sql(text[], text[], boolean);
CREATE OR REPLACE FUNCTION pgveneer.match_sql(expressions text[], operators text[], equal boolean[], nulls boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT string_agg(format(CASE WHEN nulls THEN '((%1$s) %2$s ANY (pgveneer_a%3$s) OR (%1$s) IS NOT DISTINCT FROM NULL)'
    ELSE '(%1$s) %2$s ANY (pgveneer_a%3$s)' END, e, operators[n], n), ' AND ')
  FROM unnest(expressions) WITH ORDINALITY x(e, n) WHERE equal[n]);
END $$;

-- Text of the statement that makes a fetch_…: it copies up the rows of target that match arrays pgveneer_a1, …
-- Where the expressions compare by an operator that they do not name, production is not asked for them.
DROP FUNCTION IF EXISTS pgveneer.fetch_sql(text, oid, text[], text[], text[], boolean[], text, boolean, text);
CREATE OR REPLACE FUNCTION pgveneer.fetch_sql(name text, target oid, expressions text[], types text[], operators text[],
  equal boolean[], predicate text, nulls boolean, absent text, apart boolean)
RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  shipped text := pgveneer.match_sql(expressions, operators, equal, nulls);
  arrays text := (SELECT string_agg(format('unnest(pgveneer_a%s)', n), ', ') FROM generate_subscripts(types, 1) n);
  pairs text := (SELECT string_agg(format('(%s) %s w.pgveneer_x%s', e, operators[n], n), ' AND ')
                 FROM unnest(expressions) WITH ORDINALITY x(e, n));
  condition text; action text; body text; by_key boolean;
  source text := format(CASE WHEN apart THEN '(SELECT * FROM pgveneer_overlay.unmasked_%s OFFSET 0)'
                        ELSE 'pgveneer_overlay.unmasked_%s' END, target);
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = target;
  by_key := predicate IS NULL AND NOT nulls AND operators = '{=}' AND pgveneer.is_touchable(r.foreign_relid, r.key)
    AND expressions = ARRAY(SELECT quote_ident(k) FROM unnest(pgveneer.key_names(target)) k);
  condition := concat_ws(' AND ', shipped, '(' || predicate || ')',
    CASE WHEN (cardinality(types) > 1 OR shipped IS NULL) AND NOT nulls THEN
      format('EXISTS (SELECT FROM (SELECT %s) w(%s) WHERE %s)', arrays,
        (SELECT string_agg('pgveneer_x' || n, ', ') FROM generate_subscripts(types, 1) n), pairs) END);
  action := CASE WHEN cardinality(r.key) = 0
    THEN format('IF EXISTS (SELECT FROM %s u WHERE %s) THEN PERFORM pgveneer.copy_whole(%s); END IF;', source, condition, r.root)
    WHEN by_key THEN format('PERFORM pgveneer_overlay.touch_%s(pgveneer_a1);', r.root)
    ELSE format('PERFORM pgveneer_overlay.copy_up_%s(%s) FROM %s u WHERE %s;', r.root,
           (SELECT string_agg(format('array_agg(u.%I)', k), ', ' ORDER BY n)
            FROM unnest(pgveneer.key_names(target)) WITH ORDINALITY x(k, n)), source, condition) END;
  body := format('
#variable_conflict use_column
BEGIN
  %s%s
%sEND ', coalesce(absent, ''), action, CASE WHEN true = ALL (equal) THEN '' ELSE
'-- the new row met the old one: PostgreSQL would have told it the other way round
EXCEPTION WHEN exclusion_violation THEN
  DECLARE
    details text; nsp text; tab text; conname text;
  BEGIN
    GET STACKED DIAGNOSTICS details = PG_EXCEPTION_DETAIL, nsp = SCHEMA_NAME, tab = TABLE_NAME, conname = CONSTRAINT_NAME;
    PERFORM pgveneer.raise_turned(SQLERRM, details, nsp, tab, conname);
  END;
' END);
  RETURN format('CREATE OR REPLACE FUNCTION pgveneer_overlay.%s(%s) RETURNS void LANGUAGE plpgsql STRICT'
    ' SECURITY DEFINER SET search_path = %s SET plan_cache_mode = force_generic_plan AS %L;', name,
    (SELECT string_agg(format('pgveneer_a%s %s[]', n, t), ', ' ORDER BY n) FROM unnest(types) WITH ORDINALITY x(t, n)),
    CASE WHEN apart THEN pgveneer.path_to_equality() ELSE 'pg_catalog, pg_temp' END, body);
END $$;

-- Raises the exclusion violation at hand with its two keys in each other's place.
CREATE OR REPLACE FUNCTION pgveneer.raise_turned(message text, detail text, nsp text, tab text, conname text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE exclusion_violation USING MESSAGE = message, SCHEMA = nsp, TABLE = tab, CONSTRAINT = conname,
    DETAIL = regexp_replace(detail, '^Key (.*) conflicts with existing key (.*)\.$', 'Key \2 conflicts with existing key \1.');
END $$;

-- A call of a fetch_… with the values of some expressions in a source, NULLs left out, those of another source too.
CREATE OR REPLACE FUNCTION pgveneer.gather_sql(
  name text, expressions text[], source text, without text, predicate text, nulls boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT format('
  PERFORM pgveneer_overlay.%s(%s) FROM (SELECT %s FROM %s%s%s) g%s;', name,
    (SELECT string_agg('array_agg(g.g' || n || ')', ', ') FROM generate_subscripts(expressions, 1) n),
    (SELECT string_agg(format('(%s) AS g%s', e, n), ', ') FROM unnest(expressions) WITH ORDINALITY x(e, n)),
    source, CASE WHEN predicate IS NULL THEN '' ELSE ' WHERE ' || predicate END,
    CASE WHEN without IS NULL THEN '' ELSE format(' EXCEPT SELECT %s FROM %s',
      (SELECT string_agg('(' || e || ')', ', ') FROM unnest(expressions) e), without) END,
    CASE WHEN nulls THEN '' ELSE ' WHERE ' || (SELECT string_agg(format('g.g%s IS DISTINCT FROM NULL', n), ' AND ')
      FROM generate_subscripts(expressions, 1) n) END));
END $$;

-- What has to be brought up at writes to one table: bring is the function that does it, definition the statement
-- that makes the function, where it is not copy_up_n or keep_n. Where no arrays can be made of the values, bring is null
-- and target the table to be copied whole. What only one partition of the table asks for has it as place.
DROP TYPE IF EXISTS pgveneer.constraint_check CASCADE;
CREATE TYPE pgveneer.constraint_check AS
  (bring text, definition text, expressions text[], predicate text, nulls boolean, at_new boolean, target oid, place oid);

-- The last key that upper's own sequence has given: a higher one was told by the client, and production may have it.
CREATE OR REPLACE FUNCTION pgveneer.handed_out(relation oid) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT coalesce(max(pg_sequence_last_value(d.objid)), r.own_from - 1)
  FROM pgveneer.relation r
  JOIN pgveneer.column c ON c.relid = r.relid AND c.lower_name = r.key[1]
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = r.relid
    AND d.refobjsubid = c.attnum AND d.deptype IN ('a', 'i') AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid)
  WHERE r.relid = handed_out.relation GROUP BY r.own_from);
END $$;

-- The lowest value that a column may draw from its sequence next, where production may have it; null where it cannot, or none
-- is drawn.
CREATE OR REPLACE FUNCTION pgveneer.drawn_from(relation oid, attribute int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s pg_sequence; drawn bigint;
BEGIN
  SELECT q.* INTO s FROM pg_sequence q WHERE q.seqrelid IN (
    -- a partition's identity column draws from the root's sequence
    SELECT d.objid FROM pg_attribute a
    JOIN pg_attribute u ON u.attrelid = coalesce(pg_partition_root(relation), relation) AND u.attname = a.attname
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid = u.attrelid AND d.refobjsubid = u.attnum AND d.deptype = 'i'
    WHERE a.attrelid = relation AND a.attnum = attribute AND a.attidentity <> ''
    UNION ALL SELECT d.refobjid FROM pg_attrdef a JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
    WHERE a.adrelid = relation AND a.adnum = attribute AND d.refclassid = 'pg_class'::regclass);
  IF s.seqrelid IS NULL THEN RETURN NULL; END IF;
  IF s.seqincrement < 0 OR s.seqcycle THEN RETURN s.seqmin; END IF;
  EXECUTE format('SELECT last_value FROM %s', s.seqrelid::regclass) INTO drawn;
  RETURN (
  SELECT CASE WHEN drawn >= max(r.own_from) THEN NULL ELSE drawn END
  FROM pgveneer.relation r JOIN pgveneer.column c ON c.relid = r.relid AND c.lower_name = r.key[1]
  WHERE r.relid = drawn_from.relation AND c.attnum = attribute);
END $$;

-- Rows of production that collide with new rows of ours.
CREATE OR REPLACE FUNCTION pgveneer.collision_checks(relation oid) RETURNS SETOF pgveneer.constraint_check
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
DECLARE
  i record; p record; r pgveneer.relation; k pgveneer.constraint_check;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation AND NOT t.opaque;
  IF r.relid IS NULL THEN RETURN; END IF;
  FOR i IN
    SELECT x.indexrelid, x.indrelid, x.indisexclusion, pg_get_expr(x.indpred, x.indrelid) AS predicate,
      coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false) AS nulls,
      pgveneer.implies_equality(concat(x.indpred, x.indexprs)) AS apart
    FROM pg_index x
    WHERE (x.indisunique OR x.indisexclusion) AND (x.indrelid = relation
      OR x.indrelid IN (SELECT pgveneer.partition_tree(relation))
         AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = x.indexrelid))
  LOOP
    SELECT x.* INTO p FROM pgveneer.index_parts(i.indexrelid) x;
    k := ROW('fetch_' || i.indexrelid, '', p.expressions, i.predicate, i.nulls, true, i.indrelid, nullif(i.indrelid, relation));
    IF pgveneer.has_arrays(p.types) THEN
      k.bring := NULL;
    ELSIF i.indrelid = relation AND NOT i.indisexclusion AND i.predicate IS NULL AND p.expressions = (
         SELECT array_agg(quote_ident(n)) FROM unnest(pgveneer.key_names(relation)) n) THEN
      -- a key of production: masked even where production has no such row yet
      k.bring := 'copy_up_' || r.root;
      IF r.own_from IS NOT NULL THEN
        k.predicate := format('(%1$s < %2$s OR %1$s > (SELECT pgveneer.handed_out(%3$s)))', p.expressions[1], r.own_from, relation);
        RETURN NEXT k;
        -- a key of ours: production has no such row now
        k.bring := 'keep_' || r.root;
        k.predicate := format('%s >= %s', p.expressions[1], r.own_from);
      END IF;
    ELSE
      k.definition := pgveneer.fetch_sql(k.bring, k.target, p.expressions, p.types, p.operators, p.equal, i.predicate, i.nulls, NULL,
        i.apart);
    END IF;
    RETURN NEXT k;
  END LOOP;
END $$;

-- Parents that new rows reference, children that old rows are referenced by.
CREATE OR REPLACE FUNCTION pgveneer.reference_checks(relation oid) RETURNS SETOF pgveneer.constraint_check
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  f record; p record; k pgveneer.constraint_check;
BEGIN
  FOR f IN
    SELECT c.*, s.child, m.side FROM pg_constraint c
    CROSS JOIN (VALUES (true), (false)) s(child)
    CROSS JOIN LATERAL (SELECT CASE WHEN s.child THEN c.conrelid ELSE c.confrelid END) m(side)
    JOIN pgveneer.relation o ON NOT o.opaque AND o.relid = CASE WHEN s.child THEN c.confrelid ELSE c.conrelid END
    -- an index finds them there; pg_constraint has none for the table that is referenced
    WHERE c.oid IN (SELECT d.objid FROM pg_depend d WHERE d.classid = 'pg_constraint'::regclass
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT pgveneer.partition_tree(relation)))
      AND c.contype = 'f' AND c.conparentid = 0 AND m.side IN (SELECT pgveneer.partition_tree(relation))
    ORDER BY c.oid, s.child DESC
  LOOP
    -- the columns here, those there, and the operator of `there = value from here`
    SELECT array_agg(quote_ident(a.attname) ORDER BY n) AS mine, array_agg(quote_ident(b.attname) ORDER BY n) AS theirs,
      array_agg(format_type(a.atttypid, -1) ORDER BY n) AS types, array_agg(true) AS equal,
      array_agg(pgveneer.operator_name(CASE WHEN f.child THEN o.oid ELSE o.oprcom END) ORDER BY n) AS operators
    INTO p FROM generate_subscripts(f.conkey, 1) n
    JOIN pg_attribute a ON a.attrelid = f.side AND a.attnum = (CASE WHEN f.child THEN f.conkey ELSE f.confkey END)[n]
    JOIN pg_attribute b ON b.attrelid = CASE WHEN f.child THEN f.confrelid ELSE f.conrelid END
      AND b.attnum = (CASE WHEN f.child THEN f.confkey ELSE f.conkey END)[n]
    JOIN pg_operator o ON o.oid = f.conpfeqop[n];
    k := ROW(CASE WHEN f.child THEN 'parents_' ELSE 'children_' END || f.oid, '', p.mine, NULL, false, f.child,
      CASE WHEN f.child THEN f.confrelid ELSE f.conrelid END, nullif(f.side, relation));
    IF pgveneer.has_arrays(p.types) THEN
      k.bring := NULL;
    ELSE
      k.definition := pgveneer.fetch_sql(k.bring, k.target, p.theirs, p.types, p.operators, p.equal, NULL, false,
        CASE WHEN f.child THEN pgveneer.absent_sql(k.target, p.theirs, p.operators) END, false);
    END IF;
    RETURN NEXT k;
  END LOOP;
END $$;

-- Statements that leave in the arrays only the values that upper lacks.
CREATE OR REPLACE FUNCTION pgveneer.absent_sql(target oid, columns text[], operators text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('SELECT %s INTO %s FROM (SELECT DISTINCT %6$s) w(%3$s) WHERE NOT EXISTS (SELECT FROM %4$s u WHERE %5$s);
  IF pgveneer_a1 IS NULL THEN RETURN; END IF;
  ', string_agg(format('array_agg(w.pgveneer_x%s)', n), ', '), string_agg('pgveneer_a' || n, ', '),
    string_agg('pgveneer_x' || n, ', '), target::regclass,
    string_agg(format('u.%s %s w.pgveneer_x%s', c, operators[n], n), ' AND '),
    string_agg(format('unnest(pgveneer_a%s)', n), ', '))
  FROM unnest(columns) WITH ORDINALITY x(c, n)
$$;

CREATE OR REPLACE FUNCTION pgveneer.constraint_checks(relation oid) RETURNS SETOF pgveneer.constraint_check
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM pgveneer.collision_checks(relation) UNION ALL SELECT * FROM pgveneer.reference_checks(relation)
$$;

-- Text of the statements that make the trigger functions of a table and put the triggers onto it; null for none.
CREATE OR REPLACE FUNCTION pgveneer.checks_sql(relation oid, checks pgveneer.constraint_check[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c pgveneer.constraint_check; event text; result text := ''; each_row text; first_row text; calls text; call text;
  by_row boolean := EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = relation)
    OR (SELECT k.relkind = 'p' FROM pg_class k WHERE k.oid = relation);
  new_rows text := CASE WHEN by_row THEN '(SELECT NEW.*) pgveneer_new' ELSE 'pgveneer_new' END;
  old_rows text := CASE WHEN by_row THEN '(SELECT OLD.*) pgveneer_old' ELSE 'pgveneer_old' END;
BEGIN
  IF (SELECT k.relispartition FROM pg_class k WHERE k.oid = relation) THEN RETURN NULL; END IF;
  FOREACH c IN ARRAY checks LOOP result := result || c.definition; END LOOP;
  FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    SELECT coalesce(n.each_row, ''), coalesce(n.first_row, '') INTO each_row, first_row FROM pgveneer.notes_sql(relation, event) n;
    calls := '';
    FOREACH c IN ARRAY checks LOOP
      CONTINUE WHEN event = 'insert' AND NOT c.at_new OR event = 'delete' AND c.at_new;
      call := CASE WHEN c.bring IS NULL THEN format('
  PERFORM pgveneer.copy_all(%s);', c.target)
      ELSE pgveneer.gather_sql(c.bring, c.expressions,
        CASE WHEN c.at_new THEN new_rows ELSE old_rows END,
        -- PostgreSQL checks a reference again, unchanged or not, where this transaction made the row: copied it up.
        CASE WHEN event = 'update' AND c.bring !~ '^parents_'
             THEN CASE WHEN c.at_new THEN old_rows ELSE new_rows END END,
        c.predicate, c.nulls) END;
      calls := calls || CASE WHEN c.place IS NULL THEN call ELSE format('
  IF %s IN (SELECT pg_partition_ancestors(TG_RELID)) THEN%s
  END IF;', c.place, call) END;
    END LOOP;
    CONTINUE WHEN each_row || first_row || calls = '';
    result := result || format('CREATE OR REPLACE FUNCTION pgveneer_overlay.%s_%s() RETURNS trigger LANGUAGE plpgsql AS %L;',
      event, relation, format('
#variable_conflict use_column
BEGIN%s%s%s%s
  RETURN NULL;
END ', each_row, CASE WHEN by_row OR calls = '' THEN '' ELSE format('
  IF NOT (SELECT %s *= pgveneer_row FROM %s pgveneer_row LIMIT 1) THEN RETURN NULL; END IF;',
      CASE event WHEN 'delete' THEN 'OLD' ELSE 'NEW' END,
      CASE event WHEN 'delete' THEN 'pgveneer_old' ELSE 'pgveneer_new' END) END, first_row, calls));
    result := result || format('SELECT pgveneer.put_trigger(%L, %s, %L);', event, relation, by_row OR calls = '');
  END LOOP;
  RETURN nullif(result, '');
END $$;

-- Puts a trigger onto a table that has none such: each time it is made, the table is locked until the transaction ends.
CREATE OR REPLACE FUNCTION pgveneer.put_trigger(event text, relation oid, by_row boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation AND t.tgparentid = 0 AND t.tgname = 'A_pgveneer_' || event
                 AND by_row = (t.tgnewtable IS NULL AND t.tgoldtable IS NULL)) THEN
    EXECUTE format('CREATE OR REPLACE TRIGGER "A_pgveneer_%1$s" AFTER %1$s ON %2$s%3$s FOR EACH ROW'
      ' EXECUTE FUNCTION pgveneer_overlay.%1$s_%4$s()', event, relation::regclass,
      CASE WHEN by_row THEN '' ELSE ' REFERENCING'
        || CASE WHEN event <> 'delete' THEN ' NEW TABLE AS pgveneer_new' ELSE '' END
        || CASE WHEN event <> 'insert' THEN ' OLD TABLE AS pgveneer_old' ELSE '' END END, relation);
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.put_trigger(text, oid, boolean) FROM PUBLIC;

-- Makes the triggers of a table, federated or not, where they are not there as they should be.
CREATE OR REPLACE FUNCTION pgveneer.rebuild_checks(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  checks pgveneer.constraint_check[] := ARRAY(SELECT x FROM pgveneer.constraint_checks(relation) x);
  wanted text := pgveneer.checks_sql(relation, checks);
  was text := (SELECT g.built FROM pgveneer.guarded g WHERE g.relid = relation);
  c pgveneer.constraint_check;
  event text;
  built text := md5(wanted);
BEGIN
  IF built IS NOT DISTINCT FROM was THEN RETURN; END IF;
  IF was IS NOT NULL THEN
    FOR event IN SELECT e FROM unnest(ARRAY['insert', 'update', 'delete']) e
      JOIN pg_trigger t ON t.tgrelid = relation AND t.tgparentid = 0 AND t.tgname = 'A_pgveneer_' || e
      WHERE strpos(coalesce(wanted, ''), format('put_trigger(%L', e)) = 0
    LOOP
      -- who defines another table does not lock this one on a copy
      IF EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
                 WHERE l.pid = pg_backend_pid() AND l.relation = rebuild_checks.relation AND l.mode = 'AccessExclusiveLock') THEN
        EXECUTE format('DROP TRIGGER %I ON %s', 'A_pgveneer_' || event, relation::regclass);
      ELSE
        EXECUTE format('CREATE OR REPLACE FUNCTION pgveneer_overlay.%s_%s() RETURNS trigger LANGUAGE plpgsql AS %L',
          event, relation, 'BEGIN RETURN NULL; END');
        built := coalesce(built, '');
      END IF;
    END LOOP;
    FOREACH c IN ARRAY checks LOOP
      IF c.definition <> '' THEN PERFORM pgveneer.drop_function(c.bring); END IF;
    END LOOP;
    DELETE FROM pgveneer.guarded g WHERE g.relid = relation;
  END IF;
  IF built IS NULL THEN RETURN; END IF;
  IF wanted IS NOT NULL THEN EXECUTE wanted; END IF;
  PERFORM pgveneer.forget_dependencies(array_agg(p.oid)) FROM pg_proc p
  WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace
    AND p.proname IN (SELECT x.bring FROM unnest(checks) x WHERE x.definition <> '');
  INSERT INTO pgveneer.guarded VALUES (relation, built);
END $$;
REVOKE ALL ON FUNCTION pgveneer.rebuild_checks(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.drop_function(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid FROM pg_proc p WHERE p.proname = name AND p.pronamespace = 'pgveneer_overlay'::regnamespace LOOP
    EXECUTE 'DROP ROUTINE ' || pgveneer.present(f::text);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.drop_function(text) FROM PUBLIC;

-- The tables whose triggers depend on what these relations are: themselves, the roots of their partition trees, the tables
-- that they reference, and those that reference them.
CREATE OR REPLACE FUNCTION pgveneer.neighbours(relations oid[]) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.oid FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid IN (
    SELECT coalesce(pg_partition_root(r), r) FROM (
      SELECT unnest(relations)
      UNION SELECT f.confrelid FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = ANY (relations)
      UNION SELECT f.conrelid FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = ANY (relations)) n(r)
    UNION SELECT unnest(relations))
$$;
