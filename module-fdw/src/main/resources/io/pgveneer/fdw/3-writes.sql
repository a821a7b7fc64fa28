-- What happens at writes to upper: telling the proxy, opaque tables, copying whole.

-- Tells, once a session, that a relation is dirty, and with it the other relations of its partition tree: the
-- session's proxy in band, the proxies of others by notification where the session has none. What was said is kept
-- in a setting, which a rollback takes back.
CREATE OR REPLACE FUNCTION pgveneer.signal_dirty(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text := coalesce(current_setting('pgveneer.dirty', true), '');
  member oid;
BEGIN
  IF strpos(said, ',' || relation || ',') > 0 THEN RETURN; END IF;
  PERFORM set_config('pgveneer.dirty', CASE said WHEN '' THEN ',' ELSE said END || relation || ',', false);
  FOR member IN
    SELECT relation
    UNION
    SELECT t FROM pgveneer.partition_tree(pg_partition_root(relation)) t
    WHERE EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = t)
  LOOP
    RAISE INFO USING ERRCODE = 'PV001', MESSAGE = 'pgveneer: dirty', DETAIL = member::text;
    IF coalesce(current_setting('pgveneer.proxied', true), '') <> 'on' THEN
      PERFORM pg_notify('pgveneer', 'dirty ' || member);
    END IF;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.on_write() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF strpos(coalesce(current_setting('pgveneer.dirty', true), ''), ',' || TG_RELID || ',') = 0 THEN
    PERFORM pgveneer.signal_dirty(TG_RELID);
  END IF;
  IF current_setting('session_replication_role') = 'replica'
     AND coalesce(current_setting('pgveneer.engine', true), '') <> 'on' THEN
    RAISE feature_not_supported USING
      MESSAGE = 'cannot write to a table of the preview while session_replication_role is replica',
      HINT = 'Rows in production would escape the constraints of the table.';
  END IF;
  RETURN NULL;
END $$;

-- Hides the lower side of a relation for good. One without a key is hidden by the flag alone: its views are in use while
-- the first write to it is made.
CREATE OR REPLACE FUNCTION pgveneer.make_opaque(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE pgveneer.relation r SET opaque = true WHERE r.relid = relation AND NOT r.opaque;
  IF FOUND THEN
    PERFORM pgveneer.rebuild(r.relid) FROM pgveneer.relation r WHERE relation IN (r.relid, r.root) AND cardinality(r.key) > 0;
    PERFORM pgveneer.signal_dirty(relation);
    PERFORM pgveneer.signal_schema('opaque', ARRAY[relation]);
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.make_opaque(oid) FROM PUBLIC;

-- TRUNCATE hides the lower side; that of a partition, by masking its rows in the root.
CREATE OR REPLACE FUNCTION pgveneer.on_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation; hidden boolean;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = TG_RELID;
  IF r.tree IS NOT NULL THEN
    PERFORM pgveneer.copy_tree(r.tree), pgveneer.rebuild(TG_RELID), pgveneer.signal_schema('opaque', ARRAY[TG_RELID]);
    RETURN NULL;
  END IF;
  IF r.root = r.relid THEN
    PERFORM pgveneer.make_opaque(TG_RELID);
    -- older snapshots than this see nothing either; the views are other ones then, also where all was hidden before
    PERFORM pgveneer.rebuild(TG_RELID), pgveneer.signal_schema('opaque', ARRAY[TG_RELID]) WHERE cardinality(r.key) = 0;
    RETURN NULL;
  END IF;
  SELECT t.opaque INTO hidden FROM pgveneer.relation t WHERE t.relid = r.root;
  IF hidden THEN
    RETURN NULL;
  ELSIF cardinality(r.key) = 0 THEN
    PERFORM pgveneer.copy_whole(r.root);
  ELSE
    PERFORM pgveneer.mask_all(TG_RELID);
  END IF;
  RETURN NULL;
END $$;

-- Masks all lower rows of a partition in its root.
CREATE OR REPLACE FUNCTION pgveneer.mask_all(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  EXECUTE format('INSERT INTO pgveneer_overlay.mask_%s SELECT %s FROM %s l ON CONFLICT DO NOTHING', r.root,
    (SELECT string_agg(format('l.%I', k), ', ') FROM unnest(r.key) k), r.foreign_relid::regclass);
  -- of the partition, which may be gone or detached, only its root shows what was masked
  PERFORM pgveneer.signal_dirty(r.root);
END $$;
REVOKE ALL ON FUNCTION pgveneer.mask_all(oid) FROM PUBLIC;

-- Refuses to copy a table of more rows than the setting allows.
CREATE OR REPLACE FUNCTION pgveneer.check_copy_limit(relation oid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  most bigint := (SELECT s.value FROM pgveneer.setting s WHERE s.name = 'copy_limit');
  rows bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM (SELECT FROM %s LIMIT %s) x',
    (SELECT r.foreign_relid::regclass FROM pgveneer.relation r WHERE r.relid = relation), most + 1) INTO rows;
  IF rows > most THEN
    RAISE feature_not_supported USING
      MESSAGE = format('this needs a copy of all of table %s, which has more than %s rows in production', relation::regclass, most),
      HINT = 'Setting overlay.copy-limit allows more.';
  END IF;
  RAISE INFO USING ERRCODE = 'PV003', MESSAGE = format('copying all of table %s: %s rows', relation::regclass, rows);
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_copy_limit(oid) FROM PUBLIC;

-- Copies up all lower rows that show, for what can only be had from upper. Rows that production gets later show still,
-- where the rows have a key.
CREATE OR REPLACE FUNCTION pgveneer.copy_all(relation oid) RETURNS bigint
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation;
  copied bigint;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  IF r.relid IS NULL OR r.opaque OR (SELECT o.opaque FROM pgveneer.relation o WHERE o.relid = r.root) THEN
    RETURN 0;
  ELSIF cardinality(r.key) = 0 THEN
    RETURN pgveneer.copy_whole(relation);
  END IF;
  PERFORM pgveneer.check_copy_limit(relation);
  EXECUTE format('SELECT pgveneer_overlay.copy_up_%s(%s) FROM pgveneer_overlay.unmasked_%s u', r.root,
    (SELECT string_agg(format('array_agg(u.%I)', k), ', ' ORDER BY n) FROM unnest(r.key_names) WITH ORDINALITY x(k, n)), relation)
  INTO copied;
  RETURN coalesce(copied, 0);
END $$;

-- Copies up all lower rows that show and hides the lower side. Once: others wait and find it done.
CREATE OR REPLACE FUNCTION pgveneer.copy_whole(relation oid) RETURNS bigint
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET session_replication_role = replica SET pgveneer.engine = 'on' AS $$
DECLARE
  copied bigint;
  names text; selected text;
BEGIN
  IF current_setting('transaction_read_only')::boolean THEN RETURN 0; END IF;
  IF EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation AND r.tree IS NOT NULL) THEN
    RETURN (SELECT pgveneer.copy_tree(r.tree) FROM pgveneer.relation r WHERE r.relid = relation);
  END IF;
  relation := (SELECT r.root FROM pgveneer.relation r WHERE r.relid = relation);
  IF NOT EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation AND NOT r.opaque) THEN RETURN 0; END IF;
  PERFORM pgveneer.check_copy_limit(relation);
  -- Keeps out others that copy; where rows of both could meet in an index, all that write.
  EXECUTE format('LOCK TABLE %s IN SHARE %s EXCLUSIVE MODE', relation::regclass,
    CASE WHEN EXISTS (SELECT FROM pg_index x WHERE (x.indisunique OR x.indisexclusion)
                      AND x.indrelid IN (SELECT pgveneer.partition_tree(relation))) THEN 'ROW' ELSE 'UPDATE' END);
  IF NOT EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation AND NOT r.opaque FOR UPDATE) THEN
    RETURN 0;
  END IF;
  SELECT string_agg(format('%I', name), ', '), string_agg(format('s.%I', name), ', ')
  INTO names, selected FROM pgveneer.columns_of(relation) WHERE stored;
  EXECUTE format('INSERT INTO %s%s OVERRIDING SYSTEM VALUE SELECT %s FROM pgveneer_overlay.unmasked_%s s',
    relation::regclass, coalesce(' (' || names || ')', ''), coalesce(selected, ''), relation);
  GET DIAGNOSTICS copied = ROW_COUNT;
  PERFORM pgveneer.make_opaque(relation);
  RETURN copied;
END $$;
