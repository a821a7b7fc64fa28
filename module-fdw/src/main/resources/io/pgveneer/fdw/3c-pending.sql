-- Deferred checks of foreign keys that only an overlay has. PostgreSQL asks for the parent of a changed row again, the key
-- being what it was, where the same transaction made the row: copied it up. Where the key is deferred, the check is pending
-- until COMMIT, and a table with such checks can be neither defined anew nor truncated (55006). So these are carried out
-- before a definition, as long as nothing that the client did itself is pending too.

-- Statements of a trigger function that note what is pending for a table afterwards, where a foreign key of its may be
-- deferred: what is to be done for each row, and what for the first of a statement; null for nothing.
DROP FUNCTION IF EXISTS pgveneer.notes_sql(oid, text);
CREATE FUNCTION pgveneer.notes_sql(relation oid, event text, OUT each_row text, OUT first_row text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH keys AS (
    SELECT k.side, k.conkey AS columns, c.confmatchtype = 'f' AND NOT k.referenced AS may_be_partly_null, k.referenced
    FROM pg_constraint c
    CROSS JOIN LATERAL (VALUES (c.conrelid, c.conkey, false), (c.confrelid, c.confkey, true)) k(side, conkey, referenced)
    WHERE c.contype = 'f' AND c.condeferrable AND c.conparentid = 0 AND c.conrelid IN (SELECT pgveneer.partition_tree(relation))
      AND k.side IN (SELECT pgveneer.partition_tree(relation))),
  changes(condition) AS (
    SELECT format('ROW(%1$s)::pg_catalog.record OPERATOR(pg_catalog.*<>) ROW(%2$s) AND '
        || CASE WHEN k.may_be_partly_null THEN 'NOT ROW(%2$s) IS NULL' ELSE 'ROW(%2$s) IS NOT NULL' END,
      string_agg(format('OLD.%I', a.attname), ', '), string_agg(format('NEW.%I', a.attname), ', '))
    FROM keys k JOIN pg_attribute a ON a.attrelid = k.side AND a.attnum = ANY (k.columns)
    GROUP BY k.side, k.columns, k.may_be_partly_null, k.referenced)
  SELECT CASE event WHEN 'update' THEN format('
  IF %s THEN
    PERFORM pgveneer.note_pending(TG_RELID, true);
  END IF;', (SELECT string_agg(c.condition, ' OR ' ORDER BY c.condition) FROM changes c)) END,
  CASE WHEN event <> 'delete' OR (SELECT bool_or(k.referenced) FROM keys k) THEN format('
  PERFORM pgveneer.note_pending(TG_RELID, %L);', event <> 'update') END
  WHERE EXISTS (SELECT FROM keys) AND EXISTS (SELECT FROM pgveneer.relation r WHERE r.relid = relation AND NOT r.opaque)
$$;

-- Notes, until the transaction or the subtransaction is rolled back or ends, that deferred checks may be pending for a
-- table: since the client made or changed references itself, or else since rows were copied up.
CREATE OR REPLACE FUNCTION pgveneer.note_pending(relation oid, own boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  noted text := coalesce(pg_catalog.current_setting('pgveneer.pending', true), '');
  note text := pg_catalog.format(',%s %s,', relation, CASE WHEN own THEN 'own' ELSE 'copied' END);
BEGIN
  IF pg_catalog.strpos(noted, note) OPERATOR(pg_catalog.=) 0 THEN
    PERFORM pg_catalog.set_config('pgveneer.pending', pg_catalog.concat(noted, note), true);
  END IF;
END $$;

-- Which of a table's foreign keys have checks pending. Nothing tells that, nor which are deferred at present; so each is
-- looked at alone, with the other ones made IMMEDIATE and nothing of it kept. None, where something else is pending too.
CREATE OR REPLACE FUNCTION pgveneer.pending_keys(relation regclass, keys text[]) RETURNS text[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  key text; others text[]; pending text[] := '{}'; found boolean;
BEGIN
  FOREACH key IN ARRAY NULL || keys LOOP
    others := array_remove(keys, key);
    found := false;
    BEGIN
      IF others <> '{}' THEN EXECUTE format('SET CONSTRAINTS %s IMMEDIATE', array_to_string(others, ', ')); END IF;
      EXECUTE format('ALTER TABLE ONLY %s RESET (fillfactor)', relation);
      RAISE SQLSTATE 'PV000';
    EXCEPTION WHEN SQLSTATE 'PV000' THEN
      NULL;
    WHEN object_in_use THEN
      found := true;
    END;
    IF found AND key IS NULL THEN RETURN '{}'; END IF;
    IF found THEN pending := pending || key; END IF;
  END LOOP;
  RETURN pending;
END $$;
REVOKE ALL ON FUNCTION pgveneer.pending_keys(regclass, text[]) FROM PUBLIC;

-- Carries out what is pending since rows were copied up. A check that fails is COMMIT's to tell.
CREATE OR REPLACE FUNCTION pgveneer.fire_pending() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET lock_timeout = '1ms' AS $$
DECLARE
  noted constant text := current_setting('pgveneer.pending', true);
  relation regclass; keys text[]; pending text;
BEGIN
  FOR relation, keys IN
    SELECT c.conrelid, array_agg(format('%I.%I', n.nspname, c.conname) ORDER BY c.oid)
    FROM regexp_matches(noted, ',(\d+) copied,', 'g') m
    JOIN pg_constraint c ON c.conrelid = m[1]::oid AND c.contype = 'f' AND c.condeferrable
    JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE strpos(noted, format(',%s own,', m[1])) = 0
      -- SET CONSTRAINTS goes by names, and would reach the other table's as well
      AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conname = c.conname AND o.connamespace = c.connamespace
        AND coalesce(pg_partition_root(o.conrelid), o.conrelid) <> coalesce(pg_partition_root(c.conrelid), c.conrelid))
    GROUP BY c.conrelid
  LOOP
    BEGIN
      pending := array_to_string(pgveneer.pending_keys(relation, keys), ', ');
      IF pending <> '' THEN
        EXECUTE format('SET CONSTRAINTS %s IMMEDIATE', pending);
        EXECUTE format('SET CONSTRAINTS %s DEFERRED', pending);
      END IF;
    EXCEPTION WHEN integrity_constraint_violation OR foreign_key_violation OR lock_not_available OR serialization_failure THEN
      NULL;
    END;
  END LOOP;
END $$;
