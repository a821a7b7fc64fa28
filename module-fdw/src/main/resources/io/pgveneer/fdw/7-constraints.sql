-- Constraints that involve rows still in lower: such rows are copied up just before PostgreSQL's own check, which
-- then passes, or fails with its own words.
--
-- | trigger | runs | copies up |
-- |---|---|---|
-- | A_pgveneer_parents_* | after each row, before RI_ConstraintTrigger: the name decides | what the new rows reference |
-- | A_pgveneer_children_* | the same | the rows that reference the old ones |
-- | A_pgveneer_unique_* | after the statement | lower rows with the new rows' keys, which raises the violation |
--
-- One remote query for each constraint and statement: a transition table holds all its rows, and what one row's
-- trigger has done the next one finds done. PostgreSQL has no such tables for rows of partition trees and
-- inheritance; there it is one for each row.

CREATE TABLE IF NOT EXISTS pgveneer.guarded (
    relid oid PRIMARY KEY,
    digest text NOT NULL
);

-- A foreign key between two federated relations, ready to be put into text.
CREATE OR REPLACE FUNCTION pgveneer.foreign_keys(relation oid)
RETURNS TABLE (child oid, parent oid, child_columns text[], parent_columns text[])
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.conrelid, c.confrelid,
    (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
    (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
     JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num)
  FROM pg_constraint c
  JOIN pgveneer.relation p ON p.relid = c.confrelid
  WHERE c.contype = 'f' AND (c.conrelid = relation OR c.confrelid = relation)
    AND (c.conrelid = relation OR EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = c.conrelid))
  ORDER BY c.oid
$$;

-- Text of a PL/pgSQL statement that copies up the rows of a relation that meet a condition over alias l.
CREATE OR REPLACE FUNCTION pgveneer.copy_where(relation oid, condition text, prelude text DEFAULT '') RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN cardinality(r.key) > 0
    THEN format('%s PERFORM pgveneer_overlay.copy_up_%s(%s) FROM pgveneer_overlay.unmasked_%s l WHERE %s;',
      prelude, relation,
      (SELECT string_agg(format('array_agg(l.%I)', name), ', ' ORDER BY n)
       FROM unnest(pgveneer.key_names(relation)) WITH ORDINALITY k(name, n)),
      relation, condition)
    ELSE format('PERFORM pgveneer.copy_whole(%s);', relation) END
  FROM pgveneer.relation r WHERE r.relid = relation
$$;

-- Whether rows of the relation have transition tables in row triggers.
CREATE OR REPLACE FUNCTION pgveneer.has_transition_tables(relation oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.relkind = 'r' AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = relation)
  FROM pg_class c WHERE c.oid = relation
$$;

-- Body that copies up the parents which new rows reference and upper lacks. The look into upper makes it one remote
-- query: after the first row no parent is missing.
CREATE OR REPLACE FUNCTION pgveneer.parents_body(relation oid, new_rows text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(format('IF %s AND NOT EXISTS (SELECT FROM %s p WHERE %s) THEN %s END IF;',
    (SELECT string_agg(format('NEW.%I IS NOT NULL', c), ' AND ') FROM unnest(f.child_columns) c),
    f.parent::regclass,
    (SELECT string_agg(format('p.%I = NEW.%I', x.p, x.c), ' AND ')
     FROM unnest(f.parent_columns, f.child_columns) x(p, c)),
    pgveneer.copy_where(f.parent,
      (SELECT string_agg(format('l.%I = ANY (ARRAY(SELECT DISTINCT n.%I FROM %s n))', x.p, x.c, new_rows), ' AND ')
       FROM unnest(f.parent_columns, f.child_columns) x(p, c)))), E'\n  ')
  FROM pgveneer.foreign_keys(relation) f
  WHERE f.child = relation
$$;

-- Body that copies up the children of old rows.
CREATE OR REPLACE FUNCTION pgveneer.children_body(relation oid, old_rows text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(pgveneer.copy_where(f.child,
      (SELECT string_agg(format('l.%I = ANY (ARRAY(SELECT DISTINCT o.%I FROM %s o))', x.c, x.p, old_rows), ' AND ')
       FROM unnest(f.parent_columns, f.child_columns) x(p, c))), E'\n  ')
  FROM pgveneer.foreign_keys(relation) f
  WHERE f.parent = relation AND EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = f.child)
$$;

-- The columns whose change moves a row away from its children: a condition over OLD and NEW.
CREATE OR REPLACE FUNCTION pgveneer.moves_away(relation oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(DISTINCT format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', c), ' OR ')
  FROM pgveneer.foreign_keys(relation) f, unnest(f.parent_columns) c
  WHERE f.parent = relation
$$;

-- Body that copies up the lower rows whose unique keys the changed rows have taken.
--
-- changed: text of a query with two places, for the key's expressions and for the index's condition.
CREATE OR REPLACE FUNCTION pgveneer.unique_body(relation oid, changed text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(
    format('IF EXISTS (%s) THEN %s END IF;', query, pgveneer.copy_where(relation, condition)), E'\n  ')
  FROM (
    SELECT x.query,
      format('(%s)%s', predicate, (
        SELECT string_agg(format(
          ' AND (%1$s = ANY (ARRAY(SELECT c.k%2$s FROM (%3$s) c))%4$s)', k.e, k.n, x.query,
          CASE WHEN x.together THEN format(' OR %s IS NULL AND EXISTS (SELECT FROM (%s) c WHERE c.k%s IS NULL)', k.e, x.query, k.n)
               ELSE '' END), '' ORDER BY k.n)
        FROM unnest(x.expressions) WITH ORDINALITY k(e, n)))
      || CASE WHEN cardinality(x.expressions) > 1 AND NOT x.together
           THEN format(' AND (%s) IN (%s)', array_to_string(x.expressions, ', '), x.query) ELSE '' END AS condition
    FROM (
      SELECT i.expressions, i.together, coalesce(i.predicate, 'true') AS predicate,
        format(changed,
          (SELECT string_agg(format('%s AS k%s', e, n), ', ' ORDER BY n) FROM unnest(i.expressions) WITH ORDINALITY k(e, n)),
          coalesce(i.predicate, 'true')) AS query
      FROM (
        SELECT i.indexrelid,
          (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean IS TRUE AS together,
          (SELECT array_agg(format('(%s)', pg_get_indexdef(i.indexrelid, n, false)) ORDER BY n)
           FROM generate_series(1, i.indnkeyatts) n) AS expressions,
          pg_get_expr(i.indpred, i.indrelid) AS predicate
        FROM pg_index i
        WHERE i.indrelid = relation AND i.indisunique AND NOT i.indisexclusion AND i.indislive
        ORDER BY NOT i.indisprimary, i.indexrelid) i) x) y
$$;

-- Body that copies up the lower rows that an exclusion constraint sets against the new ones.
CREATE OR REPLACE FUNCTION pgveneer.exclusion_body(relation oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(pgveneer.copy_where(relation, coalesce(
    (SELECT format('EXISTS (SELECT FROM new_rows n WHERE %s)',
       string_agg(format('l.%1$I OPERATOR(%2$I.%3$s) n.%1$I', a.attname, s.nspname, o.oprname), ' AND '))
     FROM unnest(c.conkey, c.conexclop) k(num, op)
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num
     JOIN pg_operator o ON o.oid = k.op JOIN pg_namespace s ON s.oid = o.oprnamespace
     HAVING count(*) = cardinality(c.conkey)), 'true')), E'\n  ')
  FROM pg_constraint c WHERE c.conrelid = relation AND c.contype = 'x'
$$;

-- Text of a trigger function of ours.
CREATE OR REPLACE FUNCTION pgveneer.guard_function_sql(name text, body text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('CREATE OR REPLACE FUNCTION pgveneer_overlay.%I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER'
    ' SET search_path = pg_catalog, pg_temp AS %L;', name, 'BEGIN' || E'\n  ' || body || E'\n  ' || 'RETURN NULL; END')
$$;

-- Text of the statements that make the functions and triggers of one relation.
CREATE OR REPLACE FUNCTION pgveneer.constraints_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  whole boolean := pgveneer.has_transition_tables(relation);
  upper_table text := relation::regclass;
  parents text := pgveneer.parents_body(relation, CASE WHEN whole THEN 'new_rows' ELSE '(SELECT (NEW).*)' END);
  children text := pgveneer.children_body(relation, CASE WHEN whole THEN 'old_rows' ELSE '(SELECT (OLD).*)' END);
  added text := pgveneer.unique_body(relation, 'SELECT DISTINCT %1$s FROM new_rows WHERE (%2$s)');
  changed text := pgveneer.unique_body(relation,
    'SELECT %1$s FROM new_rows WHERE (%2$s) EXCEPT SELECT %1$s FROM old_rows WHERE (%2$s)');
  excluded text := coalesce(pgveneer.exclusion_body(relation), '');
  once text := format($m$IF current_setting('pgveneer.children_%1$s_' || pg_trigger_depth(), true) = 'done' THEN RETURN NULL; END IF;
  PERFORM set_config('pgveneer.children_%1$s_' || pg_trigger_depth(), 'done', true);$m$, relation);
  sql text := '';
  partition boolean := (SELECT relispartition FROM pg_class WHERE oid = relation);
BEGIN
  IF parents IS NOT NULL AND NOT partition THEN
    sql := sql || pgveneer.guard_function_sql('parents_' || relation, parents)
      || pgveneer.trigger_sql(relation, 'A_pgveneer_parents_insert', 'AFTER INSERT', whole, 'NEW TABLE AS new_rows', 'ROW', 'parents_')
      || pgveneer.trigger_sql(relation, 'A_pgveneer_parents_update', 'AFTER UPDATE', whole, 'NEW TABLE AS new_rows', 'ROW', 'parents_');
  END IF;
  IF children IS NOT NULL AND NOT partition THEN
    sql := sql || pgveneer.guard_function_sql('children_' || relation,
        CASE WHEN whole THEN once ELSE '' END || children)
      || pgveneer.guard_function_sql('moved_' || relation, format('IF NOT (%s) THEN RETURN NULL; END IF;', pgveneer.moves_away(relation))
        || CASE WHEN whole THEN once ELSE '' END || children)
      || pgveneer.trigger_sql(relation, 'A_pgveneer_children_delete', 'AFTER DELETE', whole, 'OLD TABLE AS old_rows', 'ROW', 'children_')
      || pgveneer.trigger_sql(relation, 'A_pgveneer_children_update', 'AFTER UPDATE', whole, 'OLD TABLE AS old_rows', 'ROW', 'moved_');
    IF whole THEN
      sql := sql || pgveneer.guard_function_sql('begins_' || relation, format(
          $m$PERFORM set_config('pgveneer.children_%1$s_' || pg_trigger_depth(), '', true);$m$, relation))
        || pgveneer.trigger_sql(relation, 'A_pgveneer_begins', 'BEFORE UPDATE OR DELETE', false, '', 'STATEMENT', 'begins_');
    END IF;
  END IF;
  IF added IS NOT NULL OR excluded <> '' THEN
    sql := sql || pgveneer.guard_function_sql('added_' || relation, coalesce(added, '') || excluded)
      || pgveneer.guard_function_sql('changed_' || relation, coalesce(changed, '') || excluded)
      || pgveneer.trigger_sql(relation, 'A_pgveneer_unique_insert', 'AFTER INSERT', true, 'NEW TABLE AS new_rows', 'STATEMENT', 'added_')
      || pgveneer.trigger_sql(relation, 'A_pgveneer_unique_update', 'AFTER UPDATE', true,
           'OLD TABLE AS old_rows NEW TABLE AS new_rows', 'STATEMENT', 'changed_');
  END IF;
  RETURN sql;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.trigger_sql(
  relation oid, name text, event text, transition boolean, tables text, level text, body text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('CREATE OR REPLACE TRIGGER %I %s ON %s%s FOR EACH %s EXECUTE FUNCTION pgveneer_overlay.%I();',
    name, event, relation::regclass, CASE WHEN transition THEN ' REFERENCING ' || tables ELSE '' END, level, body || relation)
$$;

-- Brings the constraint triggers of one relation in line with its constraints.
CREATE OR REPLACE FUNCTION pgveneer.guard_constraints(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  sql text := pgveneer.constraints_sql(relation);
  stale record;
BEGIN
  IF EXISTS (SELECT FROM pgveneer.guarded g WHERE g.relid = relation AND g.digest = md5(sql)) THEN RETURN; END IF;
  FOR stale IN
    SELECT t.tgname, t.tgfoid::regprocedure AS body FROM pg_trigger t
    WHERE t.tgrelid = relation AND t.tgname ~ '^A_pgveneer_(parents|children|begins|unique)' AND t.tgparentid = 0
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', stale.tgname, relation::regclass);
  END LOOP;
  EXECUTE sql;
  INSERT INTO pgveneer.guarded VALUES (relation, md5(sql))
  ON CONFLICT (relid) DO UPDATE SET digest = EXCLUDED.digest;
END $$;
REVOKE ALL ON FUNCTION pgveneer.guard_constraints(oid) FROM PUBLIC;

-- The same for a relation and those that foreign keys join it with.
CREATE OR REPLACE FUNCTION pgveneer.guard_related(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  related oid;
BEGIN
  FOR related IN
    SELECT r.relid FROM pgveneer.relation r
    WHERE r.relid = relation OR r.relid IN (SELECT f.child FROM pgveneer.foreign_keys(relation) f)
      OR r.relid IN (SELECT f.parent FROM pgveneer.foreign_keys(relation) f)
  LOOP
    PERFORM pgveneer.guard_constraints(related);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.guard_related(oid) FROM PUBLIC;

-- Forgets the trigger functions of a relation that is gone, and makes those anew that would reach for it.
CREATE OR REPLACE FUNCTION pgveneer.unguard(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  body record;
BEGIN
  DELETE FROM pgveneer.guarded g WHERE g.relid = relation;
  FOR body IN
    SELECT p.oid::regprocedure AS name, substring(p.proname from '\d+$')::oid AS owner FROM pg_proc p
    WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace
      AND p.proname ~ '^(parents|children|moved|begins|added|changed)_\d+$'
      AND (p.proname ~ ('_' || relation || '$') OR p.prosrc ~ ('_' || relation || '\M'))
  LOOP
    IF body.owner = relation THEN
      EXECUTE 'DROP FUNCTION ' || body.name;
    ELSIF EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = body.owner) THEN
      PERFORM pgveneer.guard_constraints(body.owner);
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.unguard(oid) FROM PUBLIC;
