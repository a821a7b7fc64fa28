-- Following DDL on upper, by whatever route it comes.

-- Tells this session's proxy at once, and the others on commit, that relations changed.
CREATE OR REPLACE FUNCTION pgveneer.signal_schema(relations oid[], tag text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  text_of text := coalesce(nullif(array_to_string(relations, ','), ''), '*');
BEGIN
  RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed', DETAIL = text_of;
  PERFORM pgveneer.changed(tag);
  PERFORM pg_notify('pgveneer', CASE WHEN length(text_of) > 4000 THEN '*' ELSE text_of END);
END $$;
REVOKE ALL ON FUNCTION pgveneer.signal_schema(oid[], text) FROM PUBLIC;

-- What a lower row shows in a column that it has not: what PostgreSQL would have filled in at ADD COLUMN.
-- Null where no expression can stand for it.
CREATE OR REPLACE FUNCTION pgveneer.filled_in(relation oid, number int2) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a pg_attribute; d pg_attrdef;
  type text; value text; default_text text;
BEGIN
  SELECT * INTO a FROM pg_attribute WHERE attrelid = relation AND attnum = number;
  SELECT * INTO d FROM pg_attrdef WHERE adrelid = relation AND adnum = number;
  type := format_type(a.atttypid, a.atttypmod);
  IF a.attgenerated <> '' THEN
    RETURN pgveneer.mapped_expression(relation, pg_get_expr(d.adbin, d.adrelid), type);
  ELSIF a.attidentity <> '' THEN
    RETURN NULL;
  ELSIF a.atthasmissing THEN
    RETURN format('%L::%s', (a.attmissingval::text::text[])[1], type);
  ELSIF d.adbin IS NULL THEN
    RETURN 'NULL::' || type;
  END IF;
  default_text := pg_get_expr(d.adbin, d.adrelid);
  IF pgveneer.is_volatile(d.oid) THEN RETURN NULL; END IF;
  EXECUTE format('SELECT ((%s)::%s)::text', default_text, type) INTO value;
  RETURN format('%L::%s', value, type);
END $$;

-- Whether a default calls something volatile.
CREATE OR REPLACE FUNCTION pgveneer.is_volatile(default_oid oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM pg_attrdef d, regexp_matches(d.adbin::text, ':(?:funcid|opfuncid|resulttype) (\d+)', 'g') m
    JOIN pg_proc p ON p.oid = m[1]::oid AND p.provolatile = 'v'
    WHERE d.oid = default_oid)
    OR EXISTS (SELECT FROM pg_attrdef d WHERE d.oid = default_oid AND d.adbin::text ~ '\{NEXTVALUEEXPR')
$$;

-- An expression over upper's columns as one over the lower ones.
CREATE OR REPLACE FUNCTION pgveneer.mapped_expression(relation oid, expression text, type text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('(SELECT (%s)::%s FROM (SELECT %s) %I)', mapped_expression.expression, mapped_expression.type,
    string_agg(format('%s AS %I', coalesce(c.expression, 'NULL::' || c.type || c.collated), c.name), ', '),
    (SELECT relname FROM pg_class WHERE oid = relation))
  FROM pgveneer.columns_of(relation) c
  WHERE c.stored
$$;

-- Maps the columns that have no mapping yet. Answers false where a lower row's value has no expression.
CREATE OR REPLACE FUNCTION pgveneer.map_new_columns(relation oid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a record; filled text; complete boolean := true;
BEGIN
  FOR a IN
    SELECT u.attnum, u.atttypid, u.atttypmod, u.attcollation FROM pg_attribute u
    WHERE u.attrelid = relation AND u.attnum > 0 AND NOT u.attisdropped
      AND NOT EXISTS (SELECT FROM pgveneer.column c WHERE c.relid = relation AND c.attnum = u.attnum)
    ORDER BY u.attgenerated <> '', u.attnum
  LOOP
    filled := pgveneer.filled_in(relation, a.attnum);
    complete := complete AND filled IS NOT NULL;
    INSERT INTO pgveneer.column VALUES (relation, a.attnum, a.atttypid, a.atttypmod, a.attcollation, NULL,
      coalesce(filled, 'NULL::' || format_type(a.atttypid, a.atttypmod)));
  END LOOP;
  RETURN complete;
END $$;
REVOKE ALL ON FUNCTION pgveneer.map_new_columns(oid) FROM PUBLIC;

-- Brings mapping and views of one relation in line with upper's catalog.
CREATE OR REPLACE FUNCTION pgveneer.follow(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
BEGIN
  DELETE FROM pgveneer.column c WHERE c.relid = relation AND NOT EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = c.attnum AND NOT a.attisdropped);
  PERFORM pgveneer.follow_types(relation);
  PERFORM pgveneer.follow_partition(relation);
  IF NOT pgveneer.map_new_columns(relation) THEN
    PERFORM pgveneer.copy_with_defaults(relation);
  END IF;
  PERFORM pgveneer.rebuild(relation);
  PERFORM pgveneer.check_new(relation);
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow(oid) FROM PUBLIC;

-- A partition that is detached takes its lower rows along, one that is attached has them all in upper.
CREATE OR REPLACE FUNCTION pgveneer.follow_partition(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
  r pgveneer.relation;
  root oid := coalesce(pg_partition_root(relation), relation);
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  IF r.root <> r.relid AND root <> r.root THEN
    IF cardinality(r.key) = 0 THEN
      RAISE feature_not_supported USING
        MESSAGE = 'detaching a partition with rows in production is not supported where they have no key';
    END IF;
    IF NOT (SELECT o.opaque FROM pgveneer.relation o WHERE o.relid = r.root) THEN
      PERFORM pgveneer.copy_lower(relation);
      PERFORM pgveneer.mask_all(relation);
    END IF;
    UPDATE pgveneer.relation t SET root = relation, opaque = true WHERE t.relid = relation;
  ELSIF r.root = r.relid AND root <> r.relid AND NOT r.opaque THEN
    PERFORM pgveneer.copy_lower(relation);
    UPDATE pgveneer.relation t SET opaque = true WHERE t.relid = relation;
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_partition(oid) FROM PUBLIC;

-- Copies into upper what lower shows, by the mapping as it is.
CREATE OR REPLACE FUNCTION pgveneer.copy_lower(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text; selected text;
BEGIN
  SELECT string_agg(format('%I', name), ', '), string_agg(coalesce(expression, 'NULL::' || type || collated), ', ')
  INTO names, selected FROM pgveneer.columns_of(relation) WHERE stored;
  EXECUTE format('INSERT INTO %s%s OVERRIDING SYSTEM VALUE SELECT %s FROM %s', relation::regclass,
    coalesce(' (' || names || ')', ''), coalesce(selected, ''), pgveneer.lower_rows(relation));
  PERFORM pgveneer.signal_dirty(relation);
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_lower(oid) FROM PUBLIC;

-- A changed type wraps the expression, where the change is a plain cast.
CREATE OR REPLACE FUNCTION pgveneer.follow_types(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a record; statement text := current_query(); type text;
BEGIN
  FOR a IN
    SELECT u.*, c.expression, r.opaque FROM pg_attribute u
    JOIN pgveneer.column c ON c.relid = u.attrelid AND c.attnum = u.attnum
    JOIN pgveneer.relation r ON r.relid = u.attrelid
    WHERE u.attrelid = relation AND NOT u.attisdropped
      AND (u.atttypid, u.atttypmod, u.attcollation) <> (c.atttypid, c.atttypmod, c.attcollation)
  LOOP
    type := format_type(a.atttypid, a.atttypmod);
    IF NOT a.opaque THEN
      IF statement ~* '\musing\M' OR statement !~* '\malter\M' THEN
        RAISE feature_not_supported USING
          MESSAGE = format('changing the type of column "%s" of a table with rows in production is not supported here', a.attname),
          HINT = 'Send ALTER TABLE as a statement of its own.';
      END IF;
      PERFORM pgveneer.check_conversion(relation, a.expression, type);
    END IF;
    UPDATE pgveneer.column c SET lower_name = NULL, atttypid = a.atttypid, atttypmod = a.atttypmod,
      attcollation = a.attcollation,
      expression = format('(%s)::%s', a.expression, type)
    WHERE c.relid = relation AND c.attnum = a.attnum;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_types(oid) FROM PUBLIC;

-- Copies whole a table whose new columns differ row by row, with the values their defaults give.
CREATE OR REPLACE FUNCTION pgveneer.copy_with_defaults(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
  names text; selected text;
BEGIN
  IF (SELECT r.opaque FROM pgveneer.relation r WHERE r.relid = relation) THEN RETURN; END IF;
  SELECT string_agg(format('%I', name), ', '), string_agg(format('%s', expression), ', ')
  INTO names, selected FROM pgveneer.columns_of(relation) c
  WHERE stored AND pgveneer.filled_in(relation, attnum) IS NOT NULL OR lower_name IS NOT NULL;
  EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s', relation::regclass, names, selected,
    pgveneer.lower_rows(relation));
  UPDATE pgveneer.relation r SET opaque = true WHERE r.relid = relation;
  PERFORM pgveneer.signal_dirty(relation);
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_with_defaults(oid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.on_ddl() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched oid[]; federated oid[]; temporary boolean; relation oid;
BEGIN
  IF coalesce(current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  IF TG_TAG IN ('COMMENT', 'CREATE STATISTICS', 'SECURITY LABEL') THEN RETURN; END IF;
  SELECT array_agg(DISTINCT rel), bool_and(c.schema_name = 'pg_temp')
  INTO touched, temporary
  FROM pg_event_trigger_ddl_commands() c,
  LATERAL (SELECT CASE
    WHEN c.classid = 'pg_class'::regclass THEN coalesce(
      (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = c.objid), c.objid)
    WHEN c.classid = 'pg_trigger'::regclass THEN (SELECT t.tgrelid FROM pg_trigger t WHERE t.oid = c.objid)
    WHEN c.classid = 'pg_policy'::regclass THEN (SELECT p.polrelid FROM pg_policy p WHERE p.oid = c.objid)
    END) o(rel);
  touched := array_remove(touched, NULL);
  IF TG_TAG ~ ' (FUNCTION|PROCEDURE|ROUTINE)$' THEN
    PERFORM pgveneer.suspend(ARRAY(SELECT c.objid FROM pg_event_trigger_ddl_commands() c WHERE c.classid = 'pg_proc'::regclass));
  END IF;
  IF TG_TAG IN ('GRANT', 'REVOKE', 'ALTER SCHEMA', 'ALTER TYPE', 'ALTER DOMAIN', 'ALTER EXTENSION', 'ALTER TABLE',
                'REASSIGN OWNED', 'DROP OWNED') THEN
    SELECT array_agg(r.relid) INTO federated FROM pgveneer.relation r
    WHERE CASE WHEN TG_TAG IN ('GRANT', 'REVOKE', 'REASSIGN OWNED', 'DROP OWNED')
               THEN r.rights IS DISTINCT FROM pgveneer.rights(r.relid) ELSE TG_TAG <> 'ALTER TABLE' END
      OR r.relid = ANY (touched) OR r.root = ANY (touched)
      OR r.relid IN (SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = ANY (touched));
  ELSE
    SELECT array_agg(r.relid) INTO federated FROM pgveneer.relation r WHERE r.relid = ANY (touched);
  END IF;
  FOREACH relation IN ARRAY coalesce(federated, '{}') LOOP
    PERFORM pgveneer.follow(relation);
  END LOOP;
  IF TG_TAG IN ('CREATE VIEW', 'ALTER VIEW', 'ALTER TABLE') THEN
    PERFORM pgveneer.rebuild_readers(touched);
  ELSIF TG_TAG IN ('GRANT', 'REVOKE', 'REASSIGN OWNED', 'DROP OWNED') THEN
    PERFORM pgveneer.rebuild_readers(NULL);
  END IF;
  IF NOT temporary AND TG_TAG IN ('ALTER TABLE', 'CREATE TABLE', 'CREATE TABLE AS', 'CREATE INDEX', 'DROP INDEX') THEN
    PERFORM pgveneer.rebuild_checks(n) FROM pgveneer.neighbours(touched) n;
  END IF;
  IF temporary THEN
    RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed', DETAIL = array_to_string(touched, ',');
  ELSE
    PERFORM pgveneer.signal_schema(touched, TG_TAG);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.on_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  dropped oid[]; changed oid[]; relation oid; temporary boolean;
BEGIN
  IF coalesce(current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  SELECT array_agg(o.objid) FILTER (WHERE o.objsubid = 0 AND o.object_type IN
           ('table', 'view', 'materialized view', 'sequence', 'foreign table')),
         array_agg(o.objid) FILTER (WHERE o.objsubid > 0), bool_and(o.is_temporary)
  INTO dropped, changed, temporary
  FROM pg_event_trigger_dropped_objects() o WHERE o.classid = 'pg_class'::regclass;
  FOR relation IN SELECT r.relid FROM pgveneer.relation r WHERE r.relid = ANY (dropped) LOOP
    PERFORM pgveneer.forsake(relation);
  END LOOP;
  PERFORM pgveneer.forsake_view(v.relid) FROM pgveneer.view v WHERE v.relid = ANY (dropped);
  FOR relation IN SELECT r.relid FROM pgveneer.relation r WHERE r.relid = ANY (changed) LOOP
    PERFORM pgveneer.follow(relation);
  END LOOP;
  IF temporary THEN
    RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed', DETAIL = '*';
  ELSE
    PERFORM pgveneer.signal_schema(dropped || changed, TG_TAG);
  END IF;
END $$;

-- Removes what belongs to a relation whose upper table is gone. Its foreign table stays: production has it still.
CREATE OR REPLACE FUNCTION pgveneer.forsake(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  kind text;
BEGIN
  PERFORM pgveneer.mask_all(relation) FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
  WHERE r.relid = relation AND r.root <> relation AND NOT o.opaque AND cardinality(o.key) > 0
    AND EXISTS (SELECT FROM pg_class c WHERE c.oid = r.root);
  PERFORM pgveneer.drop_views(r.views) FROM pgveneer.relation r WHERE r.relid = relation;
  EXECUTE format('DROP TABLE IF EXISTS pgveneer_overlay.mask_%s', relation);
  FOREACH kind IN ARRAY ARRAY['copy_up_', 'claim_', 'insert_', 'update_', 'delete_'] LOOP
    PERFORM pgveneer.drop_function(kind || relation);
  END LOOP;
  DELETE FROM pgveneer.guarded g WHERE g.relid = relation;
  DELETE FROM pgveneer.checked k WHERE k.relid = relation;
  DELETE FROM pgveneer.column c WHERE c.relid = relation;
  DELETE FROM pgveneer.relation r WHERE r.relid = relation;
END $$;
REVOKE ALL ON FUNCTION pgveneer.forsake(oid) FROM PUBLIC;

-- Our objects hold no dependency on the client's, so nothing has to go out of the way of DDL.
CREATE OR REPLACE FUNCTION pgveneer.before_ddl(relations oid[]) RETURNS void
LANGUAGE sql IMMUTABLE AS 'SELECT';
