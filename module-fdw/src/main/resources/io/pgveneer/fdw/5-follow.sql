-- Following DDL on upper, by whatever route it comes.

-- Tells this session's proxy at once, and all proxies on commit, that relations changed; the stamp tells that it is the same
-- change. Keeps from which of them something may have been taken, null where that may be any.
DROP FUNCTION IF EXISTS pgveneer.signal_schema(oid[], text);
DROP FUNCTION IF EXISTS pgveneer.signal_schema(text);
DROP FUNCTION IF EXISTS pgveneer.changed(text);
CREATE OR REPLACE FUNCTION pgveneer.signal_schema(tag text, relations oid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stamp constant bigint := 1 + (random() * 1099511627776)::bigint;
BEGIN
  RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed', DETAIL = stamp;
  INSERT INTO pgveneer.change (tag, relations, stamp) VALUES (tag, relations, stamp);
END $$;
REVOKE ALL ON FUNCTION pgveneer.signal_schema(text, oid[]) FROM PUBLIC;

-- Runs when a transaction with definitions ends: PostgreSQL does not prepare one that has notified. The proxy through which
-- a prepared one is committed tells the others.
CREATE OR REPLACE FUNCTION pgveneer.tell_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gap constant text := '(\s|--[^\n]*\n|/\*([^*]|\*+[^*/])*\*+/)';
BEGIN
  -- with other statements in one text, it is not known which of them ends the transaction
  IF current_query() !~* format('^%1$s*prepare%1$s+transaction\M[^;]*;?%1$s*$', gap) THEN
    PERFORM pg_notify('pgveneer', 'schema ' || NEW.stamp);
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION pgveneer.tell_change() FROM PUBLIC;
DROP TRIGGER IF EXISTS tell ON pgveneer.change;
CREATE CONSTRAINT TRIGGER tell AFTER INSERT ON pgveneer.change DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.stamp IS NOT NULL) EXECUTE FUNCTION pgveneer.tell_change();
ALTER TABLE pgveneer.change ENABLE ALWAYS TRIGGER tell;

-- Texts that are kept for other sessions to read do not depend on how this one writes dates and the like.
-- What a generated column is computed from; null for any other.
CREATE OR REPLACE FUNCTION pgveneer.generation(relation oid, number int2) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pgveneer.default_text(relation, number) FROM pg_attribute a
  WHERE a.attrelid = relation AND a.attnum = number AND a.attgenerated <> ''
$$;

-- The default of a column, or what it is generated from.
CREATE OR REPLACE FUNCTION pgveneer.default_text(relation oid, number int2) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
  SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = relation AND d.adnum = number
$$;

-- What PostgreSQL keeps for the rows that were there before a column.
CREATE OR REPLACE FUNCTION pgveneer.missing_text(relation oid, number int2) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
  SELECT (a.attmissingval::text::text[])[1] FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = number
$$;

CREATE OR REPLACE FUNCTION pgveneer.plain_text(value anyelement) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
  SELECT value::text
$$;

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
    -- production would not find the operator that such an expression does not name
    IF pgveneer.implies_equality(d.adbin::text) THEN RETURN NULL; END IF;
    RETURN pgveneer.mapped_expression(relation, pgveneer.default_text(relation, number), type);
  ELSIF a.attidentity <> '' THEN
    RETURN NULL;
  ELSIF a.atthasmissing THEN
    RETURN format('%L::%s', pgveneer.missing_text(relation, number), type);
  END IF;
  default_text := coalesce(pgveneer.default_text(relation, number), pgveneer.domain_default(a.atttypid));
  IF default_text IS NULL THEN RETURN 'NULL::' || type; END IF;
  IF pgveneer.is_volatile(d.oid) THEN RETURN NULL; END IF;
  EXECUTE format('SELECT pgveneer.plain_text((%s)::%s)', default_text, type) INTO value;
  RETURN format('%L::%s', value, type);
END $$;

-- The default that a domain has, or the one below it.
CREATE OR REPLACE FUNCTION pgveneer.domain_default(type oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET extra_float_digits = 1 AS $$
  SELECT coalesce(pg_get_expr(t.typdefaultbin, 0), pgveneer.domain_default(t.typbasetype))
  FROM pg_type t WHERE t.oid = domain_default.type AND t.typtype = 'd'
$$;

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

-- Maps the columns that have no mapping yet. Answers the numbers of those that no expression can stand for.
DROP FUNCTION IF EXISTS pgveneer.map_new_columns(oid);
CREATE FUNCTION pgveneer.map_new_columns(relation oid) RETURNS int2[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a record; filled text; open_columns int2[] := '{}';
BEGIN
  DELETE FROM pgveneer.column c WHERE c.relid = relation AND c.generation <> pgveneer.generation(relation, c.attnum);
  FOR a IN
    SELECT u.attnum, u.atttypid, u.atttypmod, u.attcollation FROM pg_attribute u
    WHERE u.attrelid = relation AND u.attnum > 0 AND NOT u.attisdropped
      AND NOT EXISTS (SELECT FROM pgveneer.column c WHERE c.relid = relation AND c.attnum = u.attnum)
    ORDER BY u.attgenerated <> '', u.attnum
  LOOP
    filled := pgveneer.filled_in(relation, a.attnum);
    IF filled IS NULL THEN open_columns := open_columns || a.attnum; END IF;
    INSERT INTO pgveneer.column VALUES (relation, a.attnum, a.atttypid, a.atttypmod, a.attcollation, NULL,
      coalesce(filled, 'NULL::' || format_type(a.atttypid, a.atttypmod)), pgveneer.generation(relation, a.attnum));
    IF filled IS NOT NULL THEN PERFORM pgveneer.check_filling(relation, a.attnum, filled); END IF;
  END LOOP;
  RETURN open_columns;
END $$;
REVOKE ALL ON FUNCTION pgveneer.map_new_columns(oid) FROM PUBLIC;

-- A domain may refuse what a new column is filled with, and a computed value may fail, should there be a row to fill.
CREATE OR REPLACE FUNCTION pgveneer.check_filling(relation oid, number int2, expression text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  filled boolean;
BEGIN
  IF EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = relation AND a.attnum = number AND (t.typtype = 'd' OR a.attgenerated = 's')) THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', pgveneer.lower_rows(relation)) INTO filled;
    IF filled THEN
      EXECUTE format('SELECT count(x.v) FROM (SELECT %s AS v FROM %s OFFSET 0) x', expression, pgveneer.lower_rows(relation));
    END IF;
  END IF;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  PERFORM pgveneer.raise_for_domain(SQLSTATE, SQLERRM,
    (SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = number));
END $$;
REVOKE ALL ON FUNCTION pgveneer.check_filling(oid, int2, text) FROM PUBLIC;

-- A domain's error under the search path of the session, which decides how the domain is named in it.
CREATE OR REPLACE FUNCTION pgveneer.raise_for_domain(state text, message text, domain oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  t record;
BEGIN
  SELECT n.nspname, y.typname, n.nspname = ANY (current_setting('pgveneer.path', true)::name[]) AS visible INTO t
  FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.oid = domain;
  RAISE USING ERRCODE = state, SCHEMA = t.nspname, DATATYPE = t.typname,
    CONSTRAINT = coalesce(substring(message, 'constraint "(.*)"'), ''),
    MESSAGE = CASE WHEN t.visible THEN replace(message, format('%I.%I', t.nspname, t.typname), quote_ident(t.typname)) ELSE message END;
END $$;
REVOKE ALL ON FUNCTION pgveneer.raise_for_domain(text, text, oid) FROM PUBLIC;

-- Brings mapping and views of one relation in line with upper's catalog.
CREATE OR REPLACE FUNCTION pgveneer.follow(relation oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  fixed boolean; open_columns int2[];
BEGIN
  DELETE FROM pgveneer.column c WHERE c.relid = relation AND NOT EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = c.attnum AND NOT a.attisdropped);
  fixed := pgveneer.follow_types(relation);
  PERFORM pgveneer.follow_partition(relation);
  open_columns := pgveneer.map_new_columns(relation);
  IF open_columns <> '{}' OR NOT fixed THEN
    PERFORM pgveneer.copy_with_defaults(relation, open_columns);
  END IF;
  PERFORM pgveneer.rebuild(relation);
  PERFORM pgveneer.check_new(relation);
  PERFORM pgveneer.bring_violations(relation);
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
    IF NOT (SELECT o.opaque FROM pgveneer.relation o WHERE o.relid = r.root) THEN
      IF cardinality(r.key) = 0 THEN
        RAISE feature_not_supported USING
          MESSAGE = 'detaching a partition whose rows have no key is not supported here by pgveneer',
          HINT = 'Send ALTER TABLE as a statement of its own, or from a PL/pgSQL function.';
      END IF;
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
DROP FUNCTION IF EXISTS pgveneer.copy_lower(oid);
CREATE FUNCTION pgveneer.copy_lower(relation oid) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text; selected text; copied bigint;
BEGIN
  PERFORM pgveneer.check_copy_limit(relation);
  SELECT string_agg(format('%I', name), ', '), string_agg(coalesce(expression, 'NULL::' || type || collated), ', ')
  INTO names, selected FROM pgveneer.columns_of(relation) WHERE stored;
  EXECUTE format('INSERT INTO %s%s OVERRIDING SYSTEM VALUE SELECT %s FROM %s', relation::regclass,
    coalesce(' (' || names || ')', ''), coalesce(selected, ''), pgveneer.lower_rows(relation));
  GET DIAGNOSTICS copied = ROW_COUNT;
  PERFORM pgveneer.signal_dirty(relation);
  RETURN copied;
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_lower(oid) FROM PUBLIC;

-- A changed type wraps the expression, where the change is a plain cast that gives the same at all times. Else the
-- rows are copied up, converted. Answers false where they have to be.
DROP FUNCTION IF EXISTS pgveneer.follow_types(oid);
CREATE FUNCTION pgveneer.follow_types(relation oid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  a record; new_type text; fixed boolean := true;
BEGIN
  FOR a IN
    SELECT u.*, c.expression, c.atttypid AS old_type, c.atttypmod AS old_mod, c.attcollation AS old_collation,
      r.opaque OR o.opaque AS opaque
    FROM pg_attribute u
    JOIN pgveneer.column c ON c.relid = u.attrelid AND c.attnum = u.attnum
    JOIN pgveneer.relation r ON r.relid = u.attrelid JOIN pgveneer.relation o ON o.relid = r.root
    WHERE u.attrelid = relation AND NOT u.attisdropped
      AND (u.atttypid, u.atttypmod, u.attcollation) <> (c.atttypid, c.atttypmod, c.attcollation)
  LOOP
    new_type := format_type(a.atttypid, a.atttypmod);
    IF NOT a.opaque THEN
      IF NOT EXISTS (SELECT FROM pgveneer.alterations(pgveneer.statement()) t
                     WHERE 'type' = ANY (t.words) AND a.attname::text IN (pgveneer.unquoted(t.words[2]), pgveneer.unquoted(t.words[3]))) THEN
        RAISE feature_not_supported USING
          MESSAGE = format('changing the type of column "%s" of a table with rows in production is not supported here by pgveneer', a.attname),
          HINT = 'Send ALTER TABLE as a statement of its own, or from a PL/pgSQL function.';
      END IF;
      fixed := pgveneer.check_conversion(relation, a.expression, format_type(a.old_type, a.old_mod), new_type) AND fixed;
    END IF;
    -- the collation that the cast alone gives; one of xml to a domain over text gives none
    IF a.old_collation = 0 THEN
      a.old_collation := (SELECT t.typcollation FROM pg_type t WHERE t.oid = a.atttypid);
      IF a.old_collation <> 0 THEN
        a.expression := (
          WITH RECURSIVE d(type, base, kind) AS (
            SELECT t.oid, t.typbasetype, t.typtype FROM pg_type t WHERE t.oid = a.atttypid
            UNION ALL SELECT t.oid, t.typbasetype, t.typtype FROM d JOIN pg_type t ON t.oid = d.base WHERE d.kind = 'd')
          SELECT CASE WHEN d.type = a.atttypid THEN a.expression ELSE format('(%s)::%s', a.expression, d.type::regtype) END
          FROM d WHERE d.kind <> 'd');
      END IF;
    END IF;
    UPDATE pgveneer.column c SET lower_name = NULL, atttypid = a.atttypid, atttypmod = a.atttypmod, attcollation = a.attcollation,
      expression = CASE
        WHEN a.attcollation IN (0, a.old_collation) THEN format('(%s)::%s', a.expression, new_type)
        -- postgres_fdw takes what has the default collation for the column itself: format() is never sent
        WHEN a.attcollation = 'pg_catalog."default"'::regcollation
          THEN format('CASE WHEN %1$s IS NOT NULL THEN format(''%%s'', %1$s)::%2$s COLLATE "default" ELSE NULL::%2$s END', a.expression, new_type)
        ELSE format('(%s)::%s COLLATE %s', a.expression, new_type, a.attcollation::regcollation) END
    WHERE c.relid = relation AND c.attnum = a.attnum;
  END LOOP;
  RETURN fixed;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_types(oid) FROM PUBLIC;

-- Copies whole a table as it is mapped, but for the columns whose values differ row by row: their defaults give them.
DROP FUNCTION IF EXISTS pgveneer.copy_with_defaults(oid);
CREATE OR REPLACE FUNCTION pgveneer.copy_with_defaults(relation oid, open_columns int2[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
  names text; selected text;
BEGIN
  IF EXISTS (SELECT FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
             WHERE r.relid = relation AND (r.opaque OR o.opaque)) THEN
    RETURN;
  END IF;
  PERFORM pgveneer.check_copy_limit(relation);
  SELECT string_agg(format('%I', name), ', '), string_agg(coalesce(expression, 'NULL::' || type || collated), ', ')
  INTO names, selected FROM pgveneer.columns_of(relation) c WHERE stored AND attnum <> ALL (open_columns);
  EXECUTE format('INSERT INTO %s%s SELECT %s FROM %s', relation::regclass,
    coalesce(' (' || names || ') OVERRIDING SYSTEM VALUE', ''), selected, pgveneer.lower_rows(relation));
  UPDATE pgveneer.relation r SET opaque = true WHERE r.relid = relation;
  PERFORM pgveneer.signal_dirty(relation);
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_with_defaults(oid, int2[]) FROM PUBLIC;

-- Whether such a definition is told by the relations that it is about: an index that is gone no longer tells its table.
CREATE OR REPLACE FUNCTION pgveneer.is_of_relations(tag text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT tag ~ '^((CREATE|ALTER|DROP) (TABLE|SEQUENCE|TRIGGER|RULE|POLICY|(MATERIALIZED )?VIEW)|(CREATE|ALTER) INDEX)$'
    OR tag IN ('CREATE TABLE AS', 'SELECT INTO', 'REFRESH MATERIALIZED VIEW')
$$;

CREATE OR REPLACE FUNCTION pgveneer.on_ddl() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched oid[]; federated oid[]; temporary boolean; relation oid; statement text;
BEGIN
  IF coalesce(current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  IF TG_TAG IN ('COMMENT', 'CREATE STATISTICS', 'SECURITY LABEL') THEN RETURN; END IF;
  -- the one definition that a read-only transaction may make, which defines nothing
  IF TG_TAG = 'REINDEX' AND current_setting('transaction_read_only')::boolean THEN RETURN; END IF;
  -- forgotten with the transactions that CREATE INDEX CONCURRENTLY is made of
  IF coalesce(pgveneer.statement(), '') = '' THEN
    statement := pgveneer.find_statement();
    PERFORM set_config('pgveneer.statement', coalesce(statement, ''), true);
  END IF;
  SELECT array_agg(DISTINCT rel), bool_and(c.schema_name = 'pg_temp')
  INTO touched, temporary
  FROM pg_event_trigger_ddl_commands() c,
  LATERAL (SELECT CASE
    WHEN c.classid = 'pg_class'::regclass THEN coalesce(
      (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = c.objid), c.objid)
    WHEN c.classid = 'pg_trigger'::regclass THEN (SELECT t.tgrelid FROM pg_trigger t WHERE t.oid = c.objid)
    WHEN c.classid = 'pg_rewrite'::regclass THEN (SELECT w.ev_class FROM pg_rewrite w WHERE w.oid = c.objid)
    WHEN c.classid = 'pg_policy'::regclass THEN (SELECT p.polrelid FROM pg_policy p WHERE p.oid = c.objid)
    END) o(rel);
  touched := array_remove(touched, NULL);
  -- a transaction that sees what was when it began sees such an object twice: as it was then, and as it has made it now
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') AND EXISTS (
    SELECT FROM pg_class c WHERE c.oid = ANY (touched) GROUP BY c.oid HAVING count(*) > 1
    UNION ALL
    SELECT FROM pg_attribute a WHERE a.attrelid = ANY (touched) GROUP BY a.attrelid, a.attnum HAVING count(*) > 1) THEN
    RAISE serialization_failure USING MESSAGE = 'could not serialize access due to concurrent update';
  END IF;
  IF TG_TAG ~ ' (FUNCTION|PROCEDURE|ROUTINE)$' THEN
    PERFORM pgveneer.suspend(ARRAY(SELECT c.objid FROM pg_event_trigger_ddl_commands() c WHERE c.classid = 'pg_proc'::regclass));
  END IF;
  IF TG_TAG IN ('GRANT', 'REVOKE', 'ALTER SCHEMA', 'ALTER TYPE', 'ALTER DOMAIN', 'ALTER EXTENSION', 'ALTER TABLE',
                'REASSIGN OWNED', 'DROP OWNED') THEN
    SELECT array_agg(r.relid ORDER BY r.relid = r.root DESC, r.relid) INTO federated FROM pgveneer.relation r
    WHERE CASE WHEN TG_TAG IN ('GRANT', 'REVOKE', 'REASSIGN OWNED', 'DROP OWNED')
               THEN r.rights IS DISTINCT FROM pgveneer.rights(r.relid)
               -- another label changes nothing for those there are, and must not wait for a table
               WHEN TG_TAG = 'ALTER TYPE' AND pgveneer.statement() ~* '^\s*alter\s+type\M[^;]*\madd\s+value\M[^;]*;?\s*$' THEN false
               WHEN TG_TAG IN ('ALTER TYPE', 'ALTER DOMAIN') THEN r.relid IN (SELECT pgveneer.users_of_types(ARRAY(
                 SELECT c.objid FROM pg_event_trigger_ddl_commands() c)))
               ELSE TG_TAG <> 'ALTER TABLE' END
      OR r.relid = ANY (touched) OR r.root = ANY (touched)
      OR r.relid IN (SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = ANY (touched));
  ELSE
    SELECT array_agg(r.relid) INTO federated FROM pgveneer.relation r
    WHERE r.relid = ANY (touched) OR TG_TAG = 'CREATE INDEX' AND r.relid IN (
      SELECT t.relid FROM unnest(touched) n, LATERAL pg_partition_tree(n) t);
  END IF;
  IF TG_TAG ~ ' (EXTENSION|OWNED)$|^(ALTER|DROP) SCHEMA$' OR TG_TAG ~ ' (TYPE|FUNCTION|ROUTINE|OPERATOR|FAMILY)$' AND EXISTS (
    SELECT FROM pg_event_trigger_ddl_commands() c JOIN pg_depend d USING (classid, objid) JOIN pg_extension x ON x.oid = d.refobjid
    WHERE NOT c.in_extension AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND x.extname <> 'postgres_fdw')
  THEN
    PERFORM pgveneer.follow_meanings(true);
  ELSIF TG_TAG ~ ' TYPE$' THEN
    PERFORM pgveneer.follow_meanings(false);
  END IF;
  FOREACH relation IN ARRAY coalesce(federated, '{}') LOOP
    PERFORM pgveneer.follow(relation);
  END LOOP;
  IF TG_TAG IN ('CREATE VIEW', 'ALTER VIEW', 'ALTER TABLE') THEN
    PERFORM pgveneer.rebuild_readers(touched);
  ELSIF TG_TAG IN ('GRANT', 'REVOKE', 'REASSIGN OWNED', 'DROP OWNED') THEN
    PERFORM pgveneer.rebuild_readers(NULL);
  END IF;
  IF TG_TAG IN ('CREATE MATERIALIZED VIEW', 'REFRESH MATERIALIZED VIEW') THEN
    PERFORM pgveneer.filled(c.oid, TG_TAG ~ '^CREATE') FROM pg_class c WHERE c.oid = ANY (touched) AND c.relkind = 'm';
  END IF;
  IF TG_TAG = 'ALTER DOMAIN' THEN
    PERFORM pgveneer.check_domains(ARRAY(SELECT c.objid FROM pg_event_trigger_ddl_commands() c WHERE c.classid = 'pg_type'::regclass));
  ELSIF TG_TAG IN ('CREATE RULE', 'ALTER RULE') THEN
    PERFORM pgveneer.copy_for_rules(touched);
  ELSIF TG_TAG IN ('CREATE POLICY', 'ALTER POLICY') THEN
    PERFORM pgveneer.copy_for_policies(touched);
  END IF;
  IF TG_TAG IN ('CREATE TABLE', 'ALTER TABLE') AND pgveneer.statement() ~* '\mpartition\M|^$' THEN
    PERFORM pgveneer.check_default_partitions(touched);
  END IF;
  IF NOT temporary AND TG_TAG IN ('ALTER TABLE', 'CREATE TABLE', 'CREATE TABLE AS', 'CREATE INDEX', 'DROP INDEX') THEN
    PERFORM pgveneer.rebuild_checks(n) FROM pgveneer.neighbours(touched) n;
  END IF;
  IF temporary THEN
    RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed';
  ELSE
    -- Of a table of which no command is known nothing is new: it is one that REFRESH makes for itself, where it lets no
    -- deferred trigger be; was there already, or is not there; or is gone, which on_drop has told.
    IF temporary IS NOT NULL OR TG_TAG !~ '^(CREATE|ALTER|DROP) TABLE$' THEN
      PERFORM pgveneer.signal_schema(TG_TAG, CASE
        WHEN pgveneer.is_of_relations(TG_TAG) AND NOT EXISTS (
          -- a column is told by the name of the relation that is its type
          SELECT FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
          JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
          WHERE c.oid = ANY (touched) AND d.deptype = 'n' AND d.classid IN ('pg_class'::regclass, 'pg_type'::regclass))
        THEN coalesce(touched, '{}') END);
    END IF;
    PERFORM pgveneer.record(TG_TAG, touched, ARRAY(
      SELECT concat(c.object_type, ' ', c.object_identity) FROM pg_event_trigger_ddl_commands() c
      -- a table comes with its own indexes and sequences
      WHERE c.object_identity IS NOT NULL AND (TG_TAG <> 'CREATE TABLE' OR c.object_type = 'table')));
  END IF;
END $$;

-- The relations that have columns of these types (by themselves, or by the relation of a composite one), or of types made
-- of them.
CREATE OR REPLACE FUNCTION pgveneer.users_of_types(types oid[]) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE made(oid) AS (
    SELECT t.oid FROM pg_type t WHERE t.oid = ANY (types) OR t.typrelid = ANY (types) AND t.typrelid <> 0
    UNION
    SELECT t.oid FROM made m, pg_type t
    WHERE m.oid IN (t.typelem, t.typbasetype)
       OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.atttypid = m.oid AND NOT a.attisdropped)
       OR EXISTS (SELECT FROM pg_range g WHERE t.oid IN (g.rngtypid, g.rngmultitypid) AND m.oid IN (g.rngsubtype, g.rngtypid)))
  SELECT DISTINCT a.attrelid FROM made m JOIN pg_attribute a ON a.atttypid = m.oid AND NOT a.attisdropped
$$;

CREATE OR REPLACE FUNCTION pgveneer.on_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  dropped oid[]; changed oid[]; types oid[]; relation oid; temporary boolean;
BEGIN
  IF coalesce(current_setting('pgveneer.engine', true), '') = 'on' THEN RETURN; END IF;
  SELECT array_agg(o.objid) FILTER (WHERE o.objsubid = 0 AND o.object_type IN
           ('table', 'view', 'materialized view', 'sequence', 'foreign table')),
         array_agg(o.objid) FILTER (WHERE o.objsubid > 0), bool_and(o.is_temporary)
  INTO dropped, changed, temporary
  FROM pg_event_trigger_dropped_objects() o WHERE o.classid = 'pg_class'::regclass;
  types := ARRAY(SELECT o.objid FROM pg_event_trigger_dropped_objects() o WHERE o.classid = 'pg_type'::regclass);
  IF types <> '{}' THEN PERFORM pgveneer.mend_functions(types); END IF;
  -- partitions first, for their views read the mask of the root
  FOR relation IN SELECT r.relid FROM pgveneer.relation r WHERE r.relid = ANY (dropped) ORDER BY r.root = r.relid LOOP
    PERFORM pgveneer.forsake(relation);
  END LOOP;
  PERFORM pgveneer.forsake_view(v.relid) FROM pgveneer.view v WHERE v.relid = ANY (dropped);
  FOR relation IN SELECT r.relid FROM pgveneer.relation r WHERE r.relid = ANY (changed) LOOP
    PERFORM pgveneer.follow(relation);
  END LOOP;
  IF types <> '{}' THEN PERFORM pgveneer.mend_foreign_tables(types); END IF;
  PERFORM pgveneer.forsake_check(o.objid) FROM pg_event_trigger_dropped_objects() o
  WHERE o.object_type IN ('table constraint', 'index');
  PERFORM pgveneer.gather('dropped', concat(o.object_type, ' ', o.object_identity)) FROM pg_event_trigger_dropped_objects() o
  WHERE (o.original OR o.normal AND o.object_type !~ '^(rule|table constraint|default value|trigger)') AND NOT o.is_temporary;
  IF temporary THEN
    RAISE INFO USING ERRCODE = 'PV002', MESSAGE = 'pgveneer: schema changed';
  ELSE
    PERFORM pgveneer.signal_schema(TG_TAG, CASE
      WHEN pgveneer.is_of_relations(TG_TAG) AND NOT EXISTS (
        SELECT FROM pg_event_trigger_dropped_objects() o
        WHERE o.object_type NOT IN ('table', 'view', 'materialized view', 'sequence', 'index', 'toast table', 'type', 'table column',
          'table constraint', 'default value', 'trigger', 'rule', 'policy'))
      THEN ARRAY(
        SELECT c.oid FROM pg_event_trigger_dropped_objects() o
        JOIN pg_class c ON c.oid = to_regclass(format('%I.%I', o.address_names[1], o.address_names[2]))
        WHERE o.object_type = 'table constraint') END);
  END IF;
END $$;

-- Removes what belongs to a relation whose upper table is gone. Its foreign table stays: production has it still.
CREATE OR REPLACE FUNCTION pgveneer.forsake(relation oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  kind text;
  tree_left text := (SELECT r.tree FROM pgveneer.relation r WHERE r.relid = relation);
BEGIN
  IF EXISTS (SELECT FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root JOIN pg_class c ON c.oid = o.relid
             WHERE r.relid = relation AND r.root <> relation AND NOT o.opaque AND cardinality(o.key) = 0) THEN
    RAISE feature_not_supported USING MESSAGE = 'dropping a partition whose rows have no key is not supported by pgveneer',
      HINT = 'Delete its rows first, which copies the partitioned table.';
  END IF;
  PERFORM pgveneer.mask_all(relation) FROM pgveneer.relation r JOIN pgveneer.relation o ON o.relid = r.root
  WHERE r.relid = relation AND r.root <> relation AND NOT o.opaque AND cardinality(o.key) > 0
    AND EXISTS (SELECT FROM pg_class c WHERE c.oid = r.root);
  PERFORM pgveneer.drop_views(r.views) FROM pgveneer.relation r WHERE r.relid = relation;
  EXECUTE format('DROP TABLE IF EXISTS pgveneer_overlay.mask_%1$s, pgveneer_overlay.kept_%1$s', relation);
  FOREACH kind IN ARRAY ARRAY['copy_up_', 'claim_', 'take_', 'keep_', 'is_kept_', 'touch_', 'bring_', 'open_', 'insert_', 'update_', 'delete_'] LOOP
    PERFORM pgveneer.drop_function(kind || relation);
  END LOOP;
  DELETE FROM pgveneer.guarded g WHERE g.relid = relation;
  DELETE FROM pgveneer.checked k WHERE k.relid = relation;
  DELETE FROM pgveneer.column c WHERE c.relid = relation;
  DELETE FROM pgveneer.relation r WHERE r.relid = relation;
  IF tree_left IS NOT NULL THEN
    DELETE FROM pgveneer.relation r WHERE r.tree = tree_left AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = r.relid);
    PERFORM pgveneer.copy_tree(tree_left);
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.forsake(oid) FROM PUBLIC;

-- Foreign tables hold no dependency on types. A column whose type is gone is read as text: what its upper column has
-- become since is a cast away.
DROP FUNCTION IF EXISTS pgveneer.mend_foreign_tables();
CREATE OR REPLACE FUNCTION pgveneer.mend_foreign_tables(gone oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  broken oid[];
BEGIN
  WITH mended AS (
    UPDATE pg_attribute a SET atttypid = 'text'::regtype, atttypmod = -1, attlen = -1, attbyval = false, attalign = 'i',
      attstorage = 'x', attndims = 0, attcollation = 'pg_catalog."default"'::regcollation
    FROM pg_class c
    WHERE c.oid = a.attrelid AND c.relnamespace = 'pgveneer_lower'::regnamespace AND a.attnum > 0 AND a.atttypid = ANY (gone)
    RETURNING a.attrelid)
  SELECT array_agg(DISTINCT attrelid) INTO broken FROM mended;
  UPDATE pg_class c SET relname = c.relname WHERE c.oid = ANY (broken);
  UPDATE pgveneer.relation r SET built = '' WHERE r.foreign_relid = ANY (broken);
  PERFORM pgveneer.rebuild(r.relid) FROM pgveneer.relation r WHERE r.foreign_relid = ANY (broken);
END $$;
REVOKE ALL ON FUNCTION pgveneer.mend_foreign_tables(oid[]) FROM PUBLIC;

-- Our functions hold no dependency on types either, and one that takes a type that is gone could not even be dropped.
DROP FUNCTION IF EXISTS pgveneer.mend_functions();
CREATE OR REPLACE FUNCTION pgveneer.mend_functions(gone oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE pg_proc p SET proargtypes = mended.types
  FROM (
    SELECT f.oid, string_agg(CASE WHEN a.type = ANY (gone) THEN 'text'::regtype::oid ELSE a.type END::text, ' ' ORDER BY n)::oidvector AS types
    FROM pg_proc f, unnest(f.proargtypes) WITH ORDINALITY a(type, n)
    WHERE f.pronamespace = 'pgveneer_overlay'::regnamespace AND f.proargtypes::oid[] && gone GROUP BY f.oid) mended
  WHERE p.oid = mended.oid;
END $$;
REVOKE ALL ON FUNCTION pgveneer.mend_functions(oid[]) FROM PUBLIC;

-- What policies ask besides their own table, PostgreSQL asks of upper when rows are written: it is copied whole.
CREATE OR REPLACE FUNCTION pgveneer.copy_for_policies(guarded oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.copy_whole(b) FROM (
    SELECT DISTINCT unnest(coalesce(v.bases, ARRAY[d.refobjid])) AS b
    FROM pg_policy p JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
    LEFT JOIN pgveneer.view v ON v.relid = d.refobjid
    WHERE p.polrelid = ANY (guarded) AND d.refobjid <> p.polrelid) x;
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_for_policies(oid[]) FROM PUBLIC;

-- What rules read and write besides their own table has no proxy to bring its rows up: it is copied whole.
CREATE OR REPLACE FUNCTION pgveneer.copy_for_rules(ruled oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pgveneer.copy_whole(b) FROM (
    SELECT DISTINCT unnest(coalesce(v.bases, ARRAY[d.refobjid])) AS b
    FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
    LEFT JOIN pgveneer.view v ON v.relid = d.refobjid
    WHERE w.ev_class = ANY (ruled) AND w.rulename <> '_RETURN'
      AND (d.refobjid <> w.ev_class OR w.ev_action::text ~ ':commandType [245] ')) x;
END $$;
REVOKE ALL ON FUNCTION pgveneer.copy_for_rules(oid[]) FROM PUBLIC;

-- Takes away what a table was checked by before writes for a constraint or index that is gone. Where that was a foreign
-- key, the table at its other end remains.
CREATE OR REPLACE FUNCTION pgveneer.forsake_check(object oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  bring text;
BEGIN
  FOR bring IN
    SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace
      AND p.proname IN ('parents_' || object, 'children_' || object, 'fetch_' || object)
  LOOP
    PERFORM pgveneer.rebuild_checks(c.oid) FROM pg_class c WHERE c.oid IN (
      SELECT substring(p.proname, '_(\d+)$')::oid FROM pg_proc p
      WHERE p.pronamespace = 'pgveneer_overlay'::regnamespace AND p.proname ~ '^(insert|update|delete)_\d+$'
        AND strpos(p.prosrc, 'pgveneer_overlay.' || bring || '(') > 0);
    PERFORM pgveneer.drop_function(bring);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION pgveneer.forsake_check(oid) FROM PUBLIC;

-- Our objects hold no dependency on the client's, so nothing has to go out of the way of DDL.
CREATE OR REPLACE FUNCTION pgveneer.before_ddl(relations oid[]) RETURNS void
LANGUAGE sql IMMUTABLE AS 'SELECT';
