-- rebuild(relation): the views, the mask and the copy-up function of one federated relation.

-- The columns of a relation in the order of SELECT *, with their lower expressions.
CREATE OR REPLACE FUNCTION pgveneer.columns_of(relation oid)
RETURNS TABLE (attnum int2, name text, type text, collated text, expression text, lower_name text, stored boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.attnum, a.attname::text, format_type(a.atttypid, a.atttypmod),
         CASE WHEN a.attcollation <> t.typcollation
              THEN format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END,
         c.expression, c.lower_name, a.attgenerated = ''
  FROM pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pgveneer.column c ON c.relid = a.attrelid AND c.attnum = a.attnum
  WHERE a.attrelid = columns_of.relation AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attnum;
END $$;

-- The names under which the views of a relation show the key of a lower row: upper's own columns where these
-- are the key unchanged, hidden columns else.
CREATE OR REPLACE FUNCTION pgveneer.key_names(relation oid) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT coalesce(array_agg(coalesce(a.attname::text, 'pgveneer_key_' || k.n) ORDER BY k.n), '{}')
  FROM pgveneer.relation r, unnest(r.key) WITH ORDINALITY k(name, n)
  LEFT JOIN pgveneer.column c ON c.relid = relation AND c.lower_name = k.name
  LEFT JOIN pg_attribute a ON a.attrelid = c.relid AND a.attnum = c.attnum AND NOT a.attisdropped
  WHERE r.relid = relation);
END $$;

-- Our objects must not stand in the way of the client's DDL, nor be named by it: they forget what they depend
-- on outside our schemas, and the event triggers make them again.
CREATE OR REPLACE FUNCTION pgveneer.forget_dependencies(objects oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM pg_depend d
  USING (SELECT 'pg_rewrite'::regclass AS classid, w.oid FROM pg_rewrite w WHERE w.ev_class = ANY (objects)
         UNION ALL SELECT k, o FROM unnest(objects) o, (VALUES ('pg_class'::regclass), ('pg_proc')) v(k)) ours
  WHERE d.classid = ours.classid AND d.objid = ours.oid AND d.deptype IN ('n', 'a')
    AND d.refclassid <> 'pg_namespace'::regclass
    AND NOT (d.refclassid = 'pg_class'::regclass
      AND (SELECT c.relnamespace FROM pg_class c WHERE c.oid = d.refobjid) IN (
        'pgveneer'::regnamespace, 'pgveneer_lower'::regnamespace, 'pgveneer_overlay'::regnamespace));
END $$;
REVOKE ALL ON FUNCTION pgveneer.forget_dependencies(oid[]) FROM PUBLIC;

-- Whether the policies of a table let this role pass without being asked. Where they do not, reading is refused:
-- they cannot be applied to rows of lower, which would leak around them.
CREATE OR REPLACE FUNCTION pgveneer.row_security(relation oid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles r WHERE r.rolname = current_user)
     OR (SELECT pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity FROM pg_class c WHERE c.oid = relation) THEN
    RETURN true;
  END IF;
  RAISE feature_not_supported USING
    MESSAGE = format('reading table %s through its row-level security policies is not supported', relation::regclass),
    HINT = 'Its owner, and roles with BYPASSRLS, can read it.';
END $$;

-- Text of the statements that make the three views.
CREATE OR REPLACE FUNCTION pgveneer.views_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  upper_table text := relation::regclass;
  lower_table text;
  names text; upper_list text; lower_list text; outer_list text;
  hidden_upper text := ''; hidden_lower text := '';
  match_outer text; match_lower text;
  hide text;
  keys text[] := pgveneer.key_names(relation);
  -- evaluated once a scan, since it depends on no row
  gate text := (SELECT CASE WHEN c.relrowsecurity THEN format('pgveneer.row_security(%s)', relation) ELSE 'true' END
                FROM pg_class c WHERE c.oid = relation);
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  r.opaque := r.opaque OR (SELECT t.opaque FROM pgveneer.relation t WHERE t.relid = r.root);
  lower_table := r.foreign_relid::regclass;
  hide := CASE WHEN r.opaque THEN ' WHERE false' WHEN gate <> 'true' THEN ' WHERE ' || gate ELSE '' END;
  SELECT string_agg(format('%I', name), ', '),
         string_agg(format('u.%I', name), ', '),
         string_agg(format('%s AS %I', coalesce(expression, 'NULL::' || type || collated), name), ', '),
         string_agg(format('m.%I', name), ', ')
  INTO names, upper_list, lower_list, outer_list FROM pgveneer.columns_of(relation);
  IF names IS NULL THEN
    RETURN format('CREATE VIEW pgveneer_overlay.merged_%1$s AS SELECT FROM %2$s u UNION ALL SELECT FROM %3$s l%4$s;'
      'CREATE VIEW pgveneer_overlay.lower_%1$s AS SELECT FROM %3$s l%4$s;'
      'CREATE VIEW pgveneer_overlay.unmasked_%1$s AS SELECT FROM %3$s l%4$s;',
      relation, upper_table, lower_table, hide);
  END IF;
  SELECT string_agg(format('k.k%s = m.%I', n, name), ' AND '),
         string_agg(format('k.k%s = l.%I', n, r.key[n]), ' AND '),
         coalesce(string_agg(format(', NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), name), '')
           FILTER (WHERE name = 'pgveneer_key_' || n), ''),
         coalesce(string_agg(format(', l.%I AS %I', r.key[n], name), '')
           FILTER (WHERE name = 'pgveneer_key_' || n), '')
  INTO match_outer, match_lower, hidden_upper, hidden_lower
  FROM unnest(keys) WITH ORDINALITY k(name, n)
  JOIN pg_attribute a ON a.attrelid = r.foreign_relid AND a.attname = r.key[n];
  RETURN format('CREATE VIEW pgveneer_overlay.lower_%s AS SELECT %s FROM %s l%s;',
      relation, lower_list, lower_table, hide)
    || format('CREATE VIEW pgveneer_overlay.unmasked_%s AS SELECT %s%s FROM %s l%s;',
      relation, lower_list, hidden_lower, lower_table,
      CASE WHEN r.opaque OR match_lower IS NULL THEN hide
           ELSE format(' WHERE %sNOT EXISTS (SELECT FROM pgveneer_overlay.mask_%s k WHERE %s)',
             replace(gate || ' AND ', 'true AND ', ''), r.root, match_lower) END)
    || CASE WHEN r.opaque
         THEN format('CREATE VIEW pgveneer_overlay.merged_%s AS SELECT %s FROM %s u%s;', relation, upper_list, upper_table,
           CASE gate WHEN 'true' THEN '' ELSE ' WHERE ' || gate END)
         WHEN match_outer IS NULL
         THEN format('CREATE VIEW pgveneer_overlay.merged_%1$s AS SELECT %2$s FROM %3$s u%6$s UNION ALL SELECT %4$s FROM %5$s l%6$s;',
           relation, upper_list, upper_table, lower_list, lower_table, hide)
         ELSE format('CREATE VIEW pgveneer_overlay.merged_%1$s AS SELECT %2$s FROM (SELECT true AS pgveneer_up, %3$s%4$s'
           ' FROM %5$s u UNION ALL SELECT false, %6$s%7$s FROM %8$s l) m'
           ' WHERE %11$s(m.pgveneer_up OR NOT EXISTS (SELECT FROM pgveneer_overlay.mask_%10$s k WHERE %9$s));',
           relation, outer_list, upper_list, hidden_upper, upper_table, lower_list, hidden_lower, lower_table,
           match_outer, r.root, replace(gate || ' AND ', 'true AND ', ''))
       END;
END $$;

-- Text of the statement that makes the copy-up function.
CREATE OR REPLACE FUNCTION pgveneer.copy_up_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  types text[]; parameters text; declared text; winners text; elements text; k_list text; collect text;
  shipped text; joined text; present text; names text; expressions text; body text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  SELECT array_agg(format_type(a.atttypid, -1) ORDER BY k.n) INTO types
  FROM unnest(r.key) WITH ORDINALITY k(name, n)
  JOIN pg_attribute a ON a.attrelid = r.foreign_relid AND a.attname = k.name;
  SELECT string_agg(format('keys%s %s[]', n, types[n]), ', '),
         string_agg(format('won%s %s[];', n, types[n]), ' '),
         string_agg(format('keys%s', n), ', '),
         string_agg(format('won%s', n), ', '),
         string_agg(format('k%s', n), ', '),
         string_agg(format('array_agg(k%s)', n), ', '),
         string_agg(format('k%s IS NOT NULL', n), ' AND '),
         string_agg(format('l.%I = ANY (won%s)', name, n), ' AND '),
         string_agg(format('l.%I = w.k%s', name, n), ' AND ')
  INTO parameters, declared, elements, winners, k_list, collect, present, shipped, joined
  FROM unnest(r.key) WITH ORDINALITY k(name, n);
  SELECT string_agg(format('%I', name), ', '),
         string_agg(coalesce(expression, 'NULL::' || type || collated), ', ')
  INTO names, expressions FROM pgveneer.columns_of(relation) WHERE stored;
  body := format($f$
DECLARE %s copied bigint;
BEGIN
  WITH won AS (
    INSERT INTO pgveneer_overlay.mask_%s AS m (%s)
    SELECT DISTINCT %s FROM unnest(%s) AS k(%s) WHERE %s ORDER BY %s
    ON CONFLICT DO NOTHING RETURNING %s)
  SELECT %s, count(*) INTO %s, copied FROM won;
  IF copied = 0 THEN RETURN 0; END IF;
  INSERT INTO %s%s%s
  SELECT %s FROM %s l WHERE %s%s;
  GET DIAGNOSTICS copied = ROW_COUNT;
  PERFORM pgveneer.signal_dirty(%s);
  RETURN copied;
END $f$,
    declared, relation, k_list, k_list, elements, k_list, present, k_list, k_list, collect, winners,
    relation::regclass, coalesce(' (' || names || ')', ''), ' OVERRIDING SYSTEM VALUE',
    coalesce(expressions, ''), r.foreign_relid::regclass, shipped,
    CASE WHEN cardinality(r.key) > 1
      THEN format(' AND EXISTS (SELECT FROM unnest(%s) AS w(%s) WHERE %s)', winners, k_list, joined) ELSE '' END,
    relation);
  RETURN format('CREATE OR REPLACE FUNCTION pgveneer_overlay.copy_up_%s(%s) RETURNS bigint'
    ' LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp'
    ' SET session_replication_role = replica SET pgveneer.engine = ''on'''
    ' SET plan_cache_mode = force_generic_plan AS %L;', relation, parameters, body);
END $$;

-- Text of the statement that makes the mask, where there is none.
CREATE OR REPLACE FUNCTION pgveneer.mask_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT format('CREATE TABLE IF NOT EXISTS pgveneer_overlay.mask_%s (%s, PRIMARY KEY (%s));', r.relid,
      string_agg(format('k%s %s%s', k.n, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation
             THEN format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END), ', ' ORDER BY k.n),
      string_agg(format('k%s', k.n), ', ' ORDER BY k.n))
  FROM pgveneer.relation r, unnest(r.key) WITH ORDINALITY k(name, n), pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  WHERE r.relid = relation AND a.attrelid = r.foreign_relid AND a.attname = k.name
  GROUP BY r.relid);
END $$;

-- Owner and privileges of a table and its columns, to be compared.
CREATE OR REPLACE FUNCTION pgveneer.rights(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT concat_ws(' ', c.relowner, c.relacl::text,
    (SELECT string_agg(a.attnum || a.attacl::text, ' ' ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)) FROM pg_class c WHERE c.oid = relation);
END $$;

-- Text of the statements that give the views the reading rights of the upper table.
CREATE OR REPLACE FUNCTION pgveneer.grants_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  WITH owner AS (SELECT nspowner AS oid FROM pg_namespace WHERE nspname = 'pgveneer'),
  granted AS (
    SELECT g.grantee, ''::text AS columns
    FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
    WHERE c.oid = relation AND g.privilege_type = 'SELECT'
    UNION
    SELECT g.grantee, '(' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
    FROM pg_attribute a, aclexplode(a.attacl) g
    WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND g.privilege_type = 'SELECT'
    GROUP BY g.grantee)
  SELECT coalesce(string_agg(format(
    'GRANT SELECT %2$s ON pgveneer_overlay.merged_%1$s, pgveneer_overlay.lower_%1$s, pgveneer_overlay.unmasked_%1$s TO %3$s;',
    relation, columns, CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END),
    '' ORDER BY grantee, columns), '')
  FROM granted, owner WHERE grantee <> owner.oid);
END $$;

-- Text of the statements that put our triggers onto the upper table, and set right what the client's ALTER TABLE …
-- TRIGGER did to them. Copy-up runs as a replica would, so triggers that fire then are made to fire for originals
-- only, and the deferred check of a unique key is made to fire always.
CREATE OR REPLACE FUNCTION pgveneer.guards_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  alter_table text := 'ALTER TABLE ' || relation::regclass;
BEGIN
  RETURN concat(
    (SELECT string_agg(format('CREATE OR REPLACE TRIGGER %1$I %2$s ON %3$s FOR EACH STATEMENT EXECUTE FUNCTION pgveneer.%4$s();'
       '%5$s ENABLE ALWAYS TRIGGER %1$I;', g.name, g.event, relation::regclass, g.body, alter_table), '')
     FROM (VALUES ('A_pgveneer_write', 'BEFORE INSERT', 'on_write'),
                  ('A_pgveneer_truncate', 'BEFORE TRUNCATE', 'on_truncate')) g(name, event, body)
     WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation AND t.tgname = g.name AND t.tgenabled = 'A')),
    (SELECT string_agg(format('%s %s TRIGGER %I;', alter_table,
       CASE WHEN t.tgisinternal THEN 'ENABLE ALWAYS' WHEN t.tgenabled = 'R' THEN 'DISABLE' ELSE 'ENABLE' END, t.tgname), '')
     FROM pg_trigger t
     WHERE t.tgrelid = relation AND CASE
       WHEN t.tgisinternal THEN t.tgfoid = 'unique_key_recheck'::regproc AND t.tgenabled <> 'A'
       WHEN t.tgname ~ '^A_pgveneer_(insert|update|delete)$' THEN t.tgenabled <> 'O'
       ELSE t.tgenabled IN ('A', 'R') AND t.tgname !~ '^A_pgveneer' END));
END $$;

CREATE OR REPLACE FUNCTION pgveneer.drop_views(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  EXECUTE format('DROP VIEW IF EXISTS pgveneer_overlay.merged_%1$s, pgveneer_overlay.lower_%1$s,'
    ' pgveneer_overlay.unmasked_%1$s', relation);
END $$;
REVOKE ALL ON FUNCTION pgveneer.drop_views(oid) FROM PUBLIC;

-- Makes what the relation needs, where it is not there as it should be. Answers whether anything was made.
CREATE OR REPLACE FUNCTION pgveneer.rebuild(relation oid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  keyed boolean;
  digest text; was text;
  views text := pgveneer.views_sql(relation);
  copy_up text; guards text; grants text;
BEGIN
  SELECT cardinality(r.key) > 0 AND r.root = r.relid, r.built INTO keyed, was FROM pgveneer.relation r WHERE r.relid = relation;
  copy_up := CASE WHEN keyed THEN pgveneer.mask_sql(relation) || pgveneer.copy_up_sql(relation) ELSE '' END;
  grants := pgveneer.grants_sql(relation);
  guards := pgveneer.guards_sql(relation);
  IF guards <> '' THEN EXECUTE guards; END IF;
  digest := md5(views || copy_up || grants);
  IF digest = was THEN RETURN false; END IF;
  IF was IS NOT NULL THEN PERFORM pgveneer.drop_views(relation); END IF;
  EXECUTE copy_up || views || grants;
  UPDATE pgveneer.relation r SET built = digest, rights = pgveneer.rights(relation), key_names = pgveneer.key_names(relation), views = ARRAY[
      to_regclass('pgveneer_overlay.merged_' || relation)::oid, to_regclass('pgveneer_overlay.lower_' || relation)::oid,
      to_regclass('pgveneer_overlay.unmasked_' || relation)::oid]
  WHERE r.relid = relation;
  PERFORM pgveneer.forget_dependencies(array_agg(o.oid)) FROM (
    SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'pgveneer_overlay'::regnamespace
      AND c.relname IN ('merged_' || relation, 'lower_' || relation, 'unmasked_' || relation, 'mask_' || relation)
    UNION ALL SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace
      AND p.proname = 'copy_up_' || relation) o(oid);
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION pgveneer.rebuild(oid) FROM PUBLIC;
