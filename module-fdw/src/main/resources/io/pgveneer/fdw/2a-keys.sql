-- Keys: which lower rows show, by the mask and by the preview's own keys, and what copies up rows whose keys are known.

-- Text of the statements that make the mask and the table of kept keys, where they are not there.
CREATE OR REPLACE FUNCTION pgveneer.mask_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT format('CREATE TABLE IF NOT EXISTS pgveneer_overlay.mask_%s (%s, PRIMARY KEY (%s));', r.relid,
      string_agg(format('k%s %s%s', k.n, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation
             THEN format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END), ', ' ORDER BY k.n),
      string_agg(format('k%s', k.n), ', ' ORDER BY k.n))
    || CASE WHEN r.own_from IS NULL THEN '' ELSE format(
      'CREATE TABLE IF NOT EXISTS pgveneer_overlay.kept_%s (first bigint PRIMARY KEY, last bigint NOT NULL);', r.relid) END
  FROM pgveneer.relation r, unnest(r.key) WITH ORDINALITY k(name, n), pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  WHERE r.relid = relation AND a.attrelid = r.foreign_relid AND a.attname = k.name
  GROUP BY r.relid, r.own_from);
END $$;

-- The condition under which a lower row shows, over its key. Keys of the preview's own, from its sequences, are kept as
-- ranges beside the mask: production has none of them, so that they are looked up for no row that it really has. Null
-- without a key. Probed, PostgreSQL never reads the mask whole: with OFFSET it has no other way than to look for each key.
DROP FUNCTION IF EXISTS pgveneer.showing_sql(oid, text[]);
CREATE OR REPLACE FUNCTION pgveneer.showing_sql(relation oid, names text[], probed boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
  SELECT format('(NOT EXISTS (SELECT FROM pgveneer_overlay.mask_%s k WHERE %s%s)%s)', relation,
    string_agg(format('k.k%s %s %s', n, pgveneer.equality(a.atttypid), names[n]), ' AND ' ORDER BY n),
    CASE WHEN probed THEN ' OFFSET 0' ELSE '' END,
    CASE WHEN r.own_from IS NOT NULL THEN
      format(' AND (%s < %s OR NOT pgveneer_overlay.is_kept_%s(%1$s))', names[1], r.own_from, relation) ELSE '' END)
  FROM pgveneer.relation r, unnest(r.key) WITH ORDINALITY k(name, n)
  JOIN pg_attribute a ON a.attname = name
  WHERE r.relid = relation AND a.attrelid = r.foreign_relid AND names IS NOT NULL
  GROUP BY r.relid, r.own_from);
END $$;

-- Whether a lower row's key is kept, in a form that production can compute; null where none can be.
CREATE OR REPLACE FUNCTION pgveneer.shipped_kept_sql(relation oid, column_text text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT format('(%1$s >= %2$s AND %1$s::bigint <@ (SELECT coalesce(range_agg(int8range(t.first, t.last, ''[]'')),'
    ' ''{}''::int8multirange) FROM pgveneer_overlay.kept_%3$s t))', column_text, r.own_from, relation)
  FROM pgveneer.relation r WHERE r.relid = relation AND r.own_from IS NOT NULL);
END $$;

-- Text of the statements that make what keeps keys that only upper has from ever showing a row of lower. Null where the
-- relation has no keys of its own. Ranges do not overlap.
CREATE OR REPLACE FUNCTION pgveneer.keep_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  IF r.own_from IS NULL THEN RETURN NULL; END IF;
  RETURN format('CREATE OR REPLACE FUNCTION pgveneer_overlay.is_kept_%s(key bigint) RETURNS boolean'
    ' LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L;', relation, format($f$
BEGIN
  RETURN coalesce((SELECT t.last FROM pgveneer_overlay.kept_%s t WHERE t.first <= key ORDER BY t.first DESC LIMIT 1) >= key, false);
END $f$, relation))
  || format('CREATE OR REPLACE FUNCTION pgveneer_overlay.keep_%s(pgveneer_keys1 %s[]) RETURNS void'
    ' LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L;', relation,
    (SELECT format_type(a.atttypid, -1) FROM pg_attribute a WHERE a.attrelid = r.foreign_relid AND a.attname = r.key[1]), format($f$
DECLARE
  lowest bigint; highest bigint;
BEGIN
  SELECT min(k), max(k) INTO lowest, highest FROM unnest(pgveneer_keys1) k;
  IF (SELECT t.last FROM pgveneer_overlay.kept_%1$s t WHERE t.first <= highest ORDER BY t.first DESC LIMIT 1) >= lowest THEN
    pgveneer_keys1 := ARRAY(SELECT k FROM unnest(pgveneer_keys1) k WHERE NOT pgveneer_overlay.is_kept_%1$s(k));
  END IF;
  INSERT INTO pgveneer_overlay.kept_%1$s
  SELECT min(k), max(k) FROM (
    SELECT k, k - row_number() OVER (ORDER BY k) AS island
    FROM (SELECT DISTINCT k::bigint FROM unnest(pgveneer_keys1) k WHERE k IS NOT NULL) d(k)) i
  GROUP BY island ON CONFLICT DO NOTHING;
END $f$, relation));
END $$;

-- Whether rows can be copied up by touch_n: where production's key is one number or UUID.
CREATE OR REPLACE FUNCTION pgveneer.is_touchable(foreign_table oid, key text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT cardinality(key) = 1 AND EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = foreign_table AND a.attname = key[1]
      AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'uuid'::regtype))
$$;

-- Text of the statements that make what copies up rows whose keys are known: in one remote query, or in none where they
-- have been copied up. Unlike copy_up_n, it masks no key that production has no row for. The keys may be of any type that
-- compares with production's, as in the client's own condition. Null where the relation is none for it.
CREATE OR REPLACE FUNCTION pgveneer.touch_sql(relation oid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  names text; expressions text; insertion text; is_open text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  IF NOT pgveneer.is_touchable(r.foreign_relid, r.key) THEN RETURN NULL; END IF;
  SELECT coalesce(' (' || string_agg(quote_ident(c.name), ', ') || ')', ''),
         coalesce(string_agg(coalesce(c.expression, 'NULL::' || c.type || c.collated), ', '), '')
  INTO names, expressions FROM pgveneer.columns_of(relation) c WHERE c.stored;
  insertion := format('WITH l AS MATERIALIZED (SELECT l.* FROM %1$s l WHERE l.%2$I = ANY (keys)),
    won AS (INSERT INTO pgveneer_overlay.mask_%3$s SELECT l.%2$I FROM l ORDER BY l.%2$I ON CONFLICT DO NOTHING RETURNING k1)
  INSERT INTO %4$s%5$s OVERRIDING SYSTEM VALUE SELECT %6$s FROM l WHERE l.%2$I IN (SELECT won.k1 FROM won);',
    r.foreign_relid::regclass, r.key[1], relation, relation::regclass, names, expressions);
  is_open := format('NOT EXISTS (SELECT FROM pgveneer_overlay.mask_%s m WHERE m.k1 = k)', relation)
    || CASE WHEN r.own_from IS NULL THEN '' ELSE format(' AND (k < %s OR %s)', r.own_from,
      'coalesce((SELECT t.last FROM pgveneer_overlay.kept_' || relation || ' t WHERE t.first <= k ORDER BY t.first DESC LIMIT 1) < k, true)') END;
  RETURN format('CREATE OR REPLACE FUNCTION pgveneer_overlay.bring_%s(keys anyarray) RETURNS bigint'
    ' LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp'
    ' SET session_replication_role = replica SET pgveneer.engine = ''on'''
    ' SET plan_cache_mode = force_generic_plan AS %L;', relation, format($f$
DECLARE copied bigint;
BEGIN
  %s
  GET DIAGNOSTICS copied = ROW_COUNT;
  IF copied > 0 THEN PERFORM pgveneer.signal_dirty(%s); END IF;
  RETURN copied;
END $f$, pgveneer.copying_sql(relation, insertion), relation))
  || format('CREATE OR REPLACE FUNCTION pgveneer_overlay.touch_%s(keys anyarray) RETURNS bigint'
    ' LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L;', relation, format($f$
DECLARE
  wanted keys%%TYPE := ARRAY(SELECT DISTINCT k FROM unnest(keys) k WHERE k IS NOT NULL AND %2$s);
BEGIN
  -- the statement that needs these rows is not allowed either, and will say so
  IF cardinality(wanted) = 0 OR current_setting('transaction_read_only')::boolean OR NOT pgveneer.shows(%1$s) THEN RETURN 0; END IF;
  RETURN pgveneer_overlay.bring_%1$s(wanted);
END $f$, relation, is_open))
  -- whether there may be something to bring
  || format('CREATE OR REPLACE FUNCTION pgveneer_overlay.open_%s(keys anyarray) RETURNS boolean'
    ' LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L;', relation, format($f$
BEGIN
  RETURN EXISTS (SELECT FROM unnest(keys) k WHERE %s);
END $f$, is_open));
END $$;
