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

-- The operator that tells whether two values of a type are equal: `=`, unless an extension's type has its own.
CREATE OR REPLACE FUNCTION pgveneer.equality(type oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((
    SELECT format('OPERATOR(%I.=)', n.nspname)
    FROM pg_type t JOIN pg_operator o ON o.oprname = '=' AND o.oprleft = o.oprright
      AND o.oprleft = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname <> 'pg_catalog'
    WHERE t.oid = equality.type LIMIT 1), '=');
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

-- Whether the policies of a table let a role (0: the current one) pass without being asked.
CREATE OR REPLACE FUNCTION pgveneer.row_security(relation oid, role oid DEFAULT 0) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  passes boolean := (
    SELECT r.rolsuper OR r.rolbypassrls OR NOT c.relrowsecurity
      OR (pg_has_role(r.oid, c.relowner, 'USAGE') AND NOT c.relforcerowsecurity)
    FROM pg_roles r, pg_class c
    WHERE c.oid = relation AND CASE role WHEN 0 THEN r.rolname = current_user ELSE r.oid = role END);
BEGIN
  IF NOT passes AND NOT current_setting('row_security')::boolean THEN
    RAISE insufficient_privilege USING MESSAGE =
      format('query would be affected by row-level security policy for table "%s"', (SELECT relname FROM pg_class WHERE oid = relation));
  END IF;
  RETURN passes;
END $$;

-- The condition under which a role (0: the current one) may see a row, by the table's policies; null where it has none.
-- Rows for writing are those that any command may touch: copying up is invisible, and PostgreSQL itself then asks.
CREATE OR REPLACE FUNCTION pgveneer.policy_sql(relation oid, role oid, writing boolean) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
BEGIN
  RETURN (
  SELECT format('((SELECT pgveneer.row_security(%s, %s)) OR (%s)%s)', relation, role,
    coalesce(string_agg(format('%s AND (%s)', a.applies, a.condition), ' OR ') FILTER (WHERE p.polpermissive), 'false'),
    CASE WHEN writing THEN '' ELSE coalesce(string_agg(
      format(' AND (NOT %s OR (%s))', a.applies, a.condition), '') FILTER (WHERE NOT p.polpermissive), '') END)
  FROM pg_class c
  LEFT JOIN pg_policy p ON p.polrelid = c.oid AND (p.polcmd IN ('r', '*') OR writing AND p.polcmd IN ('w', 'd')),
  LATERAL (
    SELECT coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') AS condition,
      CASE WHEN 0 = ANY (p.polroles) THEN 'true' ELSE format('(SELECT bool_or(pg_has_role(%s, m, ''USAGE'')) FROM unnest(%L::oid[]) m)',
        CASE role WHEN 0 THEN 'current_user' ELSE role || '::oid' END, p.polroles) END AS applies) a
  WHERE c.oid = relation AND c.relrowsecurity
  GROUP BY c.oid);
END $$;

-- Whether the lower side of a relation shows.
CREATE OR REPLACE FUNCTION pgveneer.shows(relation oid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT NOT r.opaque FROM pgveneer.relation r WHERE r.relid = relation $$;

-- The key of a lower row as one value that production can compare with an array: a column, or two numbers packed into
-- one. Null for keys that cannot be written so.
CREATE OR REPLACE FUNCTION pgveneer.packed_key(types text[], names text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN cardinality(types) = 1 THEN names[1]
    WHEN cardinality(types) <> 2 OR NOT types <@ '{smallint,integer,bigint}' THEN NULL
    WHEN 'bigint' = ANY (types) THEN format('(%s::numeric * 18446744073709551616 + %s::numeric)', VARIADIC names)
    ELSE format('((%s::bigint << 32) # (%s::bigint & 4294967295))', VARIADIC names) END
$$;

-- What the views of a relation show, before its policies. Shipped is unmasked in another form: with the mask as one
-- array, which goes to production as a parameter, so that joins and aggregates can be computed there. Probed is merged for
-- a few rows. Keyed is for rows whose keys are told: it shows which layer a row is of, so that lower need not be asked.
-- Hidden are the lower rows that shipped leaves out. Those called paged are of the second foreign table, where there is one.
DROP FUNCTION IF EXISTS pgveneer.queries(oid);
CREATE FUNCTION pgveneer.queries(relation oid, OUT merged text, OUT lower text, OUT unmasked text, OUT shipped text, OUT hidden text, OUT probed text,
  OUT keyed text, OUT paged text, OUT paged_lower text, OUT paged_keyed text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  upper_table text := relation::regclass || ' u';
  lower_table text;
  upper_list text; lower_list text; merged_list text; outer_list text;
  hidden_upper text := ''; hidden_lower text := '';
  shows_outer text; shows_lower text; probing text; key_lower text; key_mask text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  r.opaque := cardinality(r.key) > 0 AND (r.opaque OR (SELECT t.opaque FROM pgveneer.relation t WHERE t.relid = r.root));
  lower_table := r.foreign_relid::regclass || ' l' || CASE WHEN r.opaque THEN ' WHERE false' ELSE '' END;
  SELECT coalesce(string_agg(format('u.%I', name), ', '), ''),
         -- nothing of a hidden lower side is read: its values may not even be of use for the types of today
         coalesce(string_agg(format('%s AS %I', CASE WHEN NOT pgveneer.shows(r.root) THEN 'NULL::' || type || collated
           ELSE coalesce(expression, 'NULL::' || type || collated) END, name), ', '), ''),
         -- Beside upper's arm postgres_fdw may sort by such a number, cast to what it is compared with, and production would take
         -- it for a column's place.
         coalesce(string_agg(format(CASE WHEN expression !~ '\ml\.|^NULL::' AND type ~ '^(smallint|integer|bigint|real|double precision|numeric)\M'
           THEN '(SELECT %s) AS %I' ELSE '%s AS %I' END, CASE WHEN NOT pgveneer.shows(r.root) THEN 'NULL::' || type || collated
           ELSE coalesce(expression, 'NULL::' || type || collated) END, name), ', '), ''),
         string_agg(format('m.%I', name), ', ')
  INTO upper_list, lower_list, merged_list, outer_list FROM pgveneer.columns_of(relation);
  SELECT pgveneer.showing_sql(r.root, array_agg(format('m.%I', name) ORDER BY n)),
         pgveneer.showing_sql(r.root, array_agg(format('m.%I', name) ORDER BY n), true),
         pgveneer.showing_sql(r.root, array_agg(format('l.%I', r.key[n]) ORDER BY n)),
         coalesce(string_agg(format(', NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), name), '')
           FILTER (WHERE name = 'pgveneer_key_' || n), ''),
         coalesce(string_agg(format(', l.%I AS %I', r.key[n], name), '')
           FILTER (WHERE name = 'pgveneer_key_' || n), ''),
         CASE WHEN bool_and(pgveneer.equality(a.atttypid) = '=') THEN pgveneer.packed_key(
           array_agg(format_type(a.atttypid, -1) ORDER BY n), array_agg(format('l.%I', r.key[n]) ORDER BY n)) END,
         pgveneer.packed_key(array_agg(format_type(a.atttypid, -1) ORDER BY n), array_agg('k.k' || n ORDER BY n))
  INTO shows_outer, probing, shows_lower, hidden_upper, hidden_lower, key_lower, key_mask
  FROM unnest(pgveneer.key_names(relation)) WITH ORDINALITY k(name, n)
  JOIN pg_attribute a ON a.attrelid = r.foreign_relid AND a.attname = r.key[n];
  lower := format('SELECT %s FROM %s', lower_list, lower_table);
  IF outer_list IS NULL THEN
    unmasked := lower;
    merged := format('SELECT %s FROM %s UNION ALL %s', upper_list, upper_table, lower);
  ELSIF shows_outer IS NULL THEN
    -- Copied whole at its first write, while others read: so the flag is looked at, once a scan, and no view made again.
    -- What is made again later need not know of it.
    shows_lower := CASE WHEN pgveneer.shows(r.root) THEN format('(SELECT pgveneer.shows(%s))', r.root) ELSE 'false' END;
    unmasked := format('%s WHERE %s', lower, shows_lower);
    merged := format('SELECT %s FROM (SELECT true AS pgveneer_up, %s FROM %s UNION ALL SELECT false, %s FROM %s) m'
      ' WHERE m.pgveneer_up OR %s', outer_list, upper_list, upper_table, merged_list, lower_table, shows_lower);
  ELSIF r.opaque THEN
    unmasked := format('SELECT %s%s FROM %s', lower_list, hidden_lower, lower_table);
    merged := format('SELECT %s FROM %s', upper_list, upper_table);
  ELSE
    unmasked := format('SELECT %s%s FROM %s WHERE %s', lower_list, hidden_lower, lower_table, shows_lower);
    merged := format('SELECT %s FROM (SELECT true AS pgveneer_up, %s%s FROM %s UNION ALL SELECT false, %s%s FROM %s) m'
      ' WHERE m.pgveneer_up OR ', outer_list, upper_list, hidden_upper, upper_table, merged_list, hidden_lower, lower_table);
    probed := merged || probing;
    IF pgveneer.is_touchable(r.foreign_relid, r.key) AND pgveneer.key_names(relation) <> '{pgveneer_key_1}' THEN
      keyed := replace(probed, 'SELECT ' || outer_list || ' FROM', 'SELECT ' || outer_list || ', m.pgveneer_up FROM');
    END IF;
    merged := merged || shows_outer;
    IF key_lower IS NOT NULL THEN
      SELECT format('SELECT %s FROM %s WHERE %s <> ALL (%s)%s', lower_list, lower_table, key_lower, masked, coalesce(' AND NOT ' || kept, '')),
             format('SELECT %s FROM %s WHERE %s = ANY (%s)%s', lower_list, lower_table, key_lower, masked, coalesce(' OR ' || kept, ''))
      INTO shipped, hidden
      FROM format('ARRAY(SELECT %s FROM pgveneer_overlay.mask_%s k)', key_mask, r.root) masked,
        pgveneer.shipped_kept_sql(r.root, key_lower) kept;
    END IF;
    SELECT replace(shipped, asked, unasked), replace(lower, asked, unasked), replace(keyed, asked, unasked)
    INTO paged, paged_lower, paged_keyed
    FROM (SELECT 'FROM ' || lower_table AS asked, 'FROM ' || pgveneer.paged(r.foreign_relid)::regclass || ' l' AS unasked) x;
  END IF;
END $$;

-- The columns of a relation at the places of their attribute numbers, dropped ones as NULL: what a stored query that
-- counts columns by number can read in place of the table. Null where none was ever dropped.
CREATE OR REPLACE FUNCTION pgveneer.shape_list(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT string_agg(CASE WHEN a.attisdropped THEN 'NULL::int AS pgveneer_dropped_' || a.attnum
                    ELSE quote_ident(a.attname) END, ', ' ORDER BY a.attnum)
  FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum > 0
  HAVING bool_or(a.attisdropped));
END $$;

-- Text of the statements that make a relation's views; those of another role than the current one (0) have its
-- policies.
CREATE OR REPLACE FUNCTION pgveneer.views_sql(relation oid, role oid DEFAULT 0) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  suffix text := relation || CASE role WHEN 0 THEN '' ELSE '_as_' || role END;
  shape text := pgveneer.shape_list(relation);
  -- production would not find the operator that a policy does not name
  apart boolean := EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = relation AND pgveneer.implies_equality(p.polqual::text));
BEGIN
  RETURN (
  SELECT CASE WHEN apart THEN 'SELECT set_config(''search_path'', pgveneer.path_to_equality(), true);' ELSE '' END || string_agg(
      format('CREATE VIEW pgveneer_overlay.%s_%s%s AS %s;', v.kind, suffix,
        CASE WHEN p.policy IS NULL THEN '' ELSE ' WITH (security_barrier)' END,
        CASE WHEN p.policy IS NULL THEN v.query
             ELSE format(CASE WHEN apart THEN 'SELECT * FROM (SELECT * FROM (%s) pgveneer_rows OFFSET 0) AS %I WHERE %s'
               ELSE 'SELECT * FROM (%s) AS %I WHERE %s' END, v.query, c.relname, p.policy) END)
      || CASE WHEN shape IS NULL OR v.n > 3 THEN ''
              ELSE format('CREATE VIEW pgveneer_overlay.shape_%1$s_%2$s AS SELECT %3$s FROM pgveneer_overlay.%1$s_%2$s;',
                v.kind, suffix, shape) END, '' ORDER BY v.n)
  FROM pg_class c, pgveneer.queries(relation) q,
    LATERAL (SELECT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)) r(by_column),
    LATERAL (VALUES (1, 'merged', q.merged), (2, 'lower', q.lower), (3, 'unmasked', q.unmasked),
      (4, 'shipped', CASE WHEN role = 0 AND NOT c.relrowsecurity THEN q.shipped END),
      (5, 'hidden', CASE WHEN role = 0 AND NOT c.relrowsecurity THEN q.hidden END),
      -- keyed does for probed too, but is read with all columns
      (6, 'probed', CASE WHEN role = 0 AND NOT c.relrowsecurity AND (q.keyed IS NULL OR r.by_column) THEN q.probed END),
      (7, 'keyed', CASE WHEN role = 0 AND NOT c.relrowsecurity AND NOT r.by_column THEN q.keyed END),
      (8, 'paged', CASE WHEN role = 0 AND NOT c.relrowsecurity THEN q.paged END),
      (9, 'paged_lower', CASE WHEN role = 0 AND NOT c.relrowsecurity THEN q.paged_lower END),
      (10, 'paged_keyed', CASE WHEN role = 0 AND NOT c.relrowsecurity AND NOT r.by_column THEN q.paged_keyed END)) v(n, kind, query),
    LATERAL pgveneer.policy_sql(relation, role, v.kind = 'unmasked') p(policy)
  WHERE c.oid = relation AND v.query IS NOT NULL);
END $$;

-- Text of the statements that make the copy-up function, and the one that does not wait for other sessions, for SKIP
-- LOCKED and NOWAIT: a row that another transaction is copying up is one that it has locked.
CREATE OR REPLACE FUNCTION pgveneer.copy_up_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  keys record; columns record;
  body text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  SELECT string_agg(format('pgveneer_keys%s %s[]', n, t), ', ') AS parameters,
         string_agg(format('pgveneer_won%s %s[];', n, t), ' ') AS declared,
         string_agg('pgveneer_keys' || n, ', ') AS given,
         string_agg('pgveneer_won' || n, ', ') AS won,
         string_agg('k' || n, ', ') AS list,
         string_agg(format('unnest(pgveneer_keys%s)', n), ', ') AS unnested,
         string_agg(format('array_agg(won.k%s)', n), ', ') AS collected,
         string_agg(format('k.k%s IS DISTINCT FROM NULL', n), ' AND ') AS present,
         string_agg(format('l.%I %s ANY (pgveneer_won%s)', name, o, n), ' AND ')
           || CASE WHEN count(*) > 1 THEN format(' AND EXISTS (SELECT FROM (SELECT %s) AS w(%s) WHERE %s)',
                string_agg(format('unnest(pgveneer_won%s)', n), ', '), string_agg('k' || n, ', '),
                string_agg(format('l.%I %s w.k%s', name, o, n), ' AND ')) ELSE '' END AS shipped
  INTO keys
  FROM (
    SELECT k.name, k.n, format_type(a.atttypid, -1) AS t, pgveneer.equality(a.atttypid) AS o
    FROM unnest(r.key) WITH ORDINALITY k(name, n)
    JOIN pg_attribute a ON a.attrelid = r.foreign_relid AND a.attname = k.name
    ORDER BY k.n) k;
  SELECT coalesce(' (' || string_agg(quote_ident(name), ', ') || ')', '') AS names,
         coalesce(string_agg(coalesce(expression, 'NULL::' || type || collated), ', '), '') AS expressions
  INTO columns FROM pgveneer.columns_of(relation) WHERE stored;
  body := format($f$
DECLARE %1$s copied bigint;
BEGIN
  -- the statement that needs these rows is not allowed either, and will say so
  IF current_setting('transaction_read_only')::boolean OR NOT pgveneer.shows(%2$s) THEN RETURN 0; END IF;
  WITH won AS (
    INSERT INTO pgveneer_overlay.mask_%2$s AS m (%3$s)
    SELECT DISTINCT %3$s FROM (SELECT %4$s) AS k(%3$s) WHERE %5$s ORDER BY %3$s
    ON CONFLICT DO NOTHING RETURNING %3$s)
  SELECT %6$s, count(*) INTO %7$s, copied FROM won;
  IF copied = 0 THEN RETURN 0; END IF;
  %8$s
  GET DIAGNOSTICS copied = ROW_COUNT;
  PERFORM pgveneer.signal_dirty(%2$s);
  RETURN copied;
END $f$,
    keys.declared, relation, keys.list, keys.unnested, keys.present, keys.collected, keys.won,
    pgveneer.copying_sql(relation, format('INSERT INTO %s%s OVERRIDING SYSTEM VALUE SELECT %s FROM %s l WHERE %s;',
      relation::regclass, columns.names, columns.expressions, r.foreign_relid::regclass, keys.shipped)));
  RETURN format('CREATE OR REPLACE FUNCTION pgveneer_overlay.copy_up_%s(%s) RETURNS bigint'
    ' LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp'
    ' SET session_replication_role = replica SET pgveneer.engine = ''on'''
    ' SET plan_cache_mode = force_generic_plan AS %L;', relation, keys.parameters, body)
    || format($f$CREATE OR REPLACE FUNCTION pgveneer_overlay.claim_%1$s(fails boolean, %2$s) RETURNS bigint
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp SET lock_timeout = '2ms' AS %3$L;$f$, relation, keys.parameters,
    format($f$
BEGIN
  RETURN pgveneer_overlay.copy_up_%s(%s);
EXCEPTION WHEN lock_not_available OR query_canceled THEN
  -- Where the lock is granted in the moment that its time is up, PostgreSQL tells the next wait of a cancellation.
  IF SQLSTATE = '57014' AND current_setting('statement_timeout') <> '0'
     AND clock_timestamp() >= statement_timestamp() + current_setting('statement_timeout')::interval THEN
    RAISE;
  ELSIF fails THEN
    RAISE lock_not_available USING MESSAGE = 'could not obtain lock on row in relation ' || %L;
  END IF;
  RETURN 0;
END $f$, relation, keys.given, '"' || (SELECT c.relname FROM pg_class c WHERE c.oid = relation) || '"'))
    -- as claim_n, for a few rows, without any wait for those that another session has claimed so
    || format($f$CREATE OR REPLACE FUNCTION pgveneer_overlay.take_%1$s(%2$s) RETURNS bigint
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp AS %3$L;$f$, relation, keys.parameters, format($f$
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended(concat_ws(',', %2$s), %1$s)) THEN RETURN 0; END IF;
  RETURN pgveneer_overlay.claim_%1$s(false, %2$s);
END $f$, relation, keys.given))
    || coalesce(pgveneer.keep_sql(relation), '') || coalesce(pgveneer.touch_sql(relation), '');
END $$;

-- The insertion of a copy-up. Rows that a constraint marked NOT VALID leaves alone violate it: then the table is
-- without checks while they are inserted.
CREATE OR REPLACE FUNCTION pgveneer.copying_sql(relation oid, insertion text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = relation AND c.contype IN ('c', 'n') AND NOT c.convalidated) THEN
    RETURN insertion;
  END IF;
  RETURN format('BEGIN
    %1$s
  EXCEPTION WHEN check_violation OR not_null_violation THEN
    PERFORM pgveneer.suspend_checks(%2$s);
    %1$s
    PERFORM pgveneer.resume_checks(%2$s);
  END;', insertion, relation);
END $$;

CREATE OR REPLACE FUNCTION pgveneer.suspend_checks(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE pg_class c SET relchecks = 0 WHERE c.oid = relation;
  UPDATE pg_attribute a SET attnotnull = false FROM pg_constraint c
  WHERE a.attrelid = relation AND c.conrelid = relation AND c.contype = 'n' AND NOT c.convalidated AND a.attnum = c.conkey[1];
END $$;
REVOKE ALL ON FUNCTION pgveneer.suspend_checks(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.resume_checks(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE pg_class c SET relchecks = (SELECT count(*) FROM pg_constraint k WHERE k.conrelid = relation AND k.contype = 'c')
  WHERE c.oid = relation;
  UPDATE pg_attribute a SET attnotnull = true FROM pg_constraint c
  WHERE a.attrelid = relation AND c.conrelid = relation AND c.contype = 'n' AND NOT c.convalidated AND a.attnum = c.conkey[1];
END $$;
REVOKE ALL ON FUNCTION pgveneer.resume_checks(oid) FROM PUBLIC;

-- Owner and privileges of a table and its columns, to be compared.
CREATE OR REPLACE FUNCTION pgveneer.rights(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT concat_ws(' ', c.relowner, c.relacl::text,
    (SELECT string_agg(a.attnum || a.attacl::text, ' ' ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)) FROM pg_class c WHERE c.oid = relation);
END $$;

-- Text of the statements that give views what the rights on a relation and its columns allow. Rows to be copied up are
-- found for whoever may change them; PostgreSQL itself asks for SELECT where the client's condition needs it.
CREATE OR REPLACE FUNCTION pgveneer.grants_sql(relation oid, readers text, writers text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  WITH owner AS (SELECT nspowner AS oid FROM pg_namespace WHERE nspname = 'pgveneer'),
  granted AS (
    SELECT g.grantee, g.privilege_type = 'SELECT' AS reads, ''::text AS columns
    FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
    WHERE c.oid = relation AND g.privilege_type IN ('SELECT', 'UPDATE', 'DELETE')
    UNION
    SELECT g.grantee, true, '(' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
    FROM pg_attribute a, aclexplode(a.attacl) g
    WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND g.privilege_type = 'SELECT'
    GROUP BY g.grantee
    UNION
    SELECT g.grantee, false, '' FROM pg_attribute a, aclexplode(a.attacl) g
    WHERE a.attrelid = relation AND a.attnum > 0 AND g.privilege_type = 'UPDATE')
  SELECT coalesce(string_agg(format('GRANT SELECT %s ON %s TO %s;', columns, v.names,
    CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END),
    '' ORDER BY grantee, columns, v.names), '')
  FROM granted, owner, LATERAL (SELECT readers WHERE reads UNION ALL SELECT writers WHERE columns = '') v(names)
  WHERE grantee <> owner.oid AND v.names IS NOT NULL);
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
    (SELECT string_agg(format('CREATE OR REPLACE TRIGGER %1$I %2$s ON %3$s FOR EACH STATEMENT EXECUTE FUNCTION pgveneer.%4$s();',
       g.name, g.event, relation::regclass, g.body), '')
         || alter_table || string_agg(format(' ENABLE ALWAYS TRIGGER %I', g.name), ',') || ';'
     FROM (VALUES ('A_pgveneer_write', 'BEFORE INSERT', 'on_write'),
                  ('A_pgveneer_truncate', 'BEFORE TRUNCATE', 'on_truncate')) g(name, event, body)
     WHERE (SELECT c.relkind <> 'm' FROM pg_class c WHERE c.oid = relation)
       AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation AND t.tgname = g.name AND t.tgenabled = 'A')),
    (SELECT string_agg(format('%s %s TRIGGER %I;', alter_table,
       CASE WHEN t.tgisinternal THEN 'ENABLE ALWAYS' WHEN t.tgenabled = 'R' THEN 'DISABLE' ELSE 'ENABLE' END, t.tgname), '')
     FROM pg_trigger t
     WHERE t.tgrelid = relation AND CASE
       WHEN t.tgisinternal THEN t.tgfoid = 'unique_key_recheck'::regproc AND t.tgenabled <> 'A'
       WHEN t.tgname ~ '^A_pgveneer_(insert|update|delete)$' THEN t.tgenabled <> 'O'
       ELSE t.tgenabled IN ('A', 'R') AND t.tgname !~ '^A_pgveneer' END));
END $$;

-- A name that regclass or regprocedure tells. A number instead is of what only this transaction's snapshot has: another
-- session has put something else into its place.
CREATE OR REPLACE FUNCTION pgveneer.present(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF name ~ '^\d+$' THEN
    RAISE serialization_failure USING MESSAGE = 'could not serialize access due to concurrent update';
  END IF;
  RETURN name;
END $$;

-- Names of relations as a list; null for none.
CREATE OR REPLACE FUNCTION pgveneer.names(relations oid[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT string_agg(pgveneer.present(c.oid::regclass::text), ', ') FROM pg_class c WHERE c.oid = ANY (relations));
END $$;

CREATE OR REPLACE FUNCTION pgveneer.drop_views(views oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  EXECUTE coalesce('DROP VIEW ' || pgveneer.names(views), 'SELECT');
END $$;
REVOKE ALL ON FUNCTION pgveneer.drop_views(oid[]) FROM PUBLIC;

-- Runs the text that makes a relation's views, and has what policies in them read be read merged.
DROP FUNCTION IF EXISTS pgveneer.make_views(oid, oid);
CREATE OR REPLACE FUNCTION pgveneer.make_views(relation oid, role oid, definition text) RETURNS oid[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  suffix text := relation || CASE role WHEN 0 THEN '' ELSE '_as_' || role END;
  made oid[];
BEGIN
  EXECUTE definition;
  made := ARRAY(
    SELECT to_regclass('pgveneer_overlay.' || p || k || suffix)::oid
    FROM unnest(ARRAY['', 'shape_']) WITH ORDINALITY a(p, m), unnest(ARRAY['merged_', 'lower_', 'unmasked_']) WITH ORDINALITY b(k, n)
    WHERE p = '' OR pgveneer.shape_list(relation) IS NOT NULL ORDER BY m, n)
    || CASE WHEN role = 0 THEN ARRAY(
         SELECT v FROM unnest('{shipped_,hidden_,probed_,keyed_,paged_,paged_lower_,paged_keyed_}'::text[]) WITH ORDINALITY k(kind, n),
           to_regclass('pgveneer_overlay.' || kind || relation) v WHERE v IS NOT NULL ORDER BY n)::oid[] END;
  IF (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = relation) THEN
    PERFORM pgveneer.set_action(w.ev_class, pgveneer.redirected(w.ev_action::text, 1, role, relation))
    FROM pg_rewrite w WHERE w.ev_class = ANY (made);
  END IF;
  PERFORM pgveneer.forget_dependencies(made);
  EXECUTE pgveneer.grants_sql(relation, pgveneer.names(made), pgveneer.names(made[3:3]));
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION pgveneer.make_views(oid, oid, text) FROM PUBLIC;

-- Gives a relation's views the rights that it has by now, where nothing else has changed: views that are made again are
-- locked, and readers of them waited for. Answers whether that could be done.
CREATE OR REPLACE FUNCTION pgveneer.give_rights(relation oid, digest text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  present text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  -- views of other roles have writers of their own
  IF (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = relation) THEN RETURN false; END IF;
  SELECT string_agg(DISTINCT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END, ', ') INTO present
  FROM pg_class c, LATERAL (
    SELECT x.grantee FROM aclexplode(c.relacl) x
    UNION SELECT x.grantee FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attrelid = c.oid) g
  WHERE c.oid = ANY (r.views) AND g.grantee <> c.relowner;
  EXECUTE coalesce('REVOKE ALL ON ' || pgveneer.names(r.views) || ' FROM ' || present || ';', '')
    || pgveneer.grants_sql(relation, pgveneer.names(r.views), pgveneer.names(r.views[3:3]));
  UPDATE pgveneer.relation t SET built = digest, rights = pgveneer.rights(relation)
  WHERE t.relid = relation;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION pgveneer.give_rights(oid, text) FROM PUBLIC;

-- Makes what the relation needs, where it is not there as it should be. Answers whether anything was made.
CREATE OR REPLACE FUNCTION pgveneer.rebuild(relation oid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  r pgveneer.relation;
  digest text; copy_up text := ''; guards text; definition text := pgveneer.views_sql(relation);
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  IF cardinality(r.key) > 0 AND r.root = r.relid THEN
    copy_up := pgveneer.mask_sql(relation) || pgveneer.copy_up_sql(relation);
  END IF;
  guards := pgveneer.guards_sql(relation);
  IF guards <> '' THEN EXECUTE guards; END IF;
  digest := md5(definition || copy_up) || ' ' || md5(pgveneer.grants_sql(relation, 'readers', 'writers'));
  IF digest = r.built THEN RETURN false; END IF;
  IF left(digest, 32) = left(r.built, 32) AND pgveneer.give_rights(relation, digest) THEN RETURN true; END IF;
  PERFORM pgveneer.drop_views(r.views);
  EXECUTE copy_up;
  UPDATE pgveneer.relation t SET built = digest, rights = pgveneer.rights(relation), key_names = pgveneer.key_names(relation),
    views = pgveneer.make_views(relation, 0, definition)
  WHERE t.relid = relation;
  PERFORM pgveneer.forget_dependencies(array_agg(o.oid)) FROM (
    SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'pgveneer_overlay'::regnamespace AND c.relname IN ('mask_' || relation, 'kept_' || relation)
    UNION ALL SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace
      AND p.proname IN (SELECT k || relation FROM unnest('{copy_up_,claim_,take_,keep_,is_kept_,touch_,bring_,open_}'::text[]) k)) o(oid);
  IF r.built IS NOT NULL THEN PERFORM pgveneer.rebuild_readers(ARRAY[relation]); END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION pgveneer.rebuild(oid) FROM PUBLIC;
