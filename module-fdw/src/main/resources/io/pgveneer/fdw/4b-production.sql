-- Production changes its schema while the preview lives: the foreign tables follow, the preview's own tables stay what
-- they are, but for new columns.

-- What is known of production's columns by number, which their names and types may leave.
CREATE TABLE IF NOT EXISTS pgveneer.foreign_column (
    foreign_relid oid NOT NULL,
    local_name text NOT NULL,          -- in the foreign table, for good
    number int2 NOT NULL,
    type text NOT NULL,
    PRIMARY KEY (foreign_relid, local_name)
);

-- What came of production's changes, for log and status.
CREATE TABLE IF NOT EXISTS pgveneer.production_change (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    object text NOT NULL,
    note text NOT NULL,
    conflict boolean NOT NULL DEFAULT false
);

-- Remembers the numbers of a foreign table's columns, as production has them now.
CREATE OR REPLACE FUNCTION pgveneer.remember_columns(foreign_oid oid, lower_schema text, lower_table text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO pgveneer.foreign_column
  SELECT foreign_oid, c.attname, c.number, c.type FROM pgveneer.lower_column c
  WHERE c.nspname = lower_schema AND c.relname = lower_table
  ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION pgveneer.remember_columns(oid, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION pgveneer.note(subject text, told text, is_conflict boolean) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS
$$ INSERT INTO pgveneer.production_change (object, note, conflict) VALUES (subject, told, is_conflict) $$;
REVOKE ALL ON FUNCTION pgveneer.note(text, text, boolean) FROM PUBLIC;

-- Puts other text in place of a foreign column in all that is mapped to it.
CREATE OR REPLACE FUNCTION pgveneer.remap(relation oid, local_name text, replacement text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reference text := regexp_replace(format('l.%I', local_name), '[][\\.^$*+?(){}|]', '\\\&', 'g');
BEGIN
  UPDATE pgveneer.column c SET lower_name = NULL,
    expression = regexp_replace(c.expression, '(?<![\w.])' || reference || '(?![\w$])', replace(replacement, '\', '\\'), 'g')
  WHERE c.relid = relation AND c.expression ~ ('(?<![\w.])' || reference || '(?![\w$])');
END $$;
REVOKE ALL ON FUNCTION pgveneer.remap(oid, text, text) FROM PUBLIC;

-- Where rows of lower cannot be had any more, whoever asks for them is told why.
CREATE OR REPLACE FUNCTION pgveneer.close_lower(relation oid, reason text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation; list text; name text;
BEGIN
  SELECT t.* INTO r FROM pgveneer.relation t WHERE t.relid = relation;
  SELECT c.relname, string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
  INTO name, list FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.oid = r.foreign_relid GROUP BY c.relname;
  EXECUTE format('ALTER FOREIGN TABLE pgveneer_lower.%I RENAME TO %I', name, 'closed_' || r.foreign_relid);
  EXECUTE format('CREATE VIEW pgveneer_lower.%I AS SELECT %s WHERE pgveneer.refuse(%L)', name, list,
    format('rows of table "%s" cannot be read: %s', r.relname, reason));
  UPDATE pgveneer.relation t SET foreign_relid = format('pgveneer_lower.%I', name)::regclass, built = '' WHERE t.relid = relation;
  PERFORM pgveneer.note(format('%I.%I', r.nspname, r.relname), reason || ': its rows cannot be read', true);
END $$;
REVOKE ALL ON FUNCTION pgveneer.close_lower(oid, text) FROM PUBLIC;

-- Brings one relation in line with what production's table is now. Answers whether anything changed.
CREATE OR REPLACE FUNCTION pgveneer.follow_table(relation oid, add_columns boolean) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r pgveneer.relation; t pgveneer.lower_table; f record; c pgveneer.lower_column;
  target text; subject text; changed boolean := false; untouched boolean;
BEGIN
  SELECT x.* INTO r FROM pgveneer.relation x WHERE x.relid = relation;
  target := r.foreign_relid::regclass;
  subject := format('%I.%I', r.nspname, r.relname);
  SELECT x.* INTO t FROM pgveneer.lower_table x
  WHERE x.number = r.number OR (x.nspname, x.relname) = (r.nspname, r.relname) ORDER BY x.number = r.number DESC LIMIT 1;
  IF NOT FOUND THEN
    PERFORM pgveneer.close_lower(relation, 'production has dropped the table');
    RETURN true;
  END IF;
  IF (t.nspname, t.relname) <> (r.nspname, r.relname) THEN
    EXECUTE format('ALTER FOREIGN TABLE %s OPTIONS (SET schema_name %L, SET table_name %L)', target, t.nspname, t.relname);
    PERFORM pgveneer.note(subject, format('production has renamed it to %I.%I: it keeps its name here', t.nspname, t.relname), false);
    changed := true;
  END IF;
  UPDATE pgveneer.relation x SET nspname = t.nspname, relname = t.relname, number = t.number WHERE x.relid = relation;
  SELECT count(*) = (SELECT count(*) FROM pgveneer.foreign_column k WHERE k.foreign_relid = r.foreign_relid)
    AND bool_and(m.lower_name IS NOT DISTINCT FROM a.attname::text) INTO untouched
  FROM pg_attribute a LEFT JOIN pgveneer.column m ON m.relid = a.attrelid AND m.attnum = a.attnum
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped;
  FOR f IN
    SELECT k.*, l.attname, l.type AS new_type, o.option_value AS lower_now
    FROM pgveneer.foreign_column k
    JOIN pg_attribute a ON a.attrelid = k.foreign_relid AND a.attname = k.local_name AND NOT a.attisdropped
    LEFT JOIN LATERAL pg_options_to_table(a.attfdwoptions) o ON o.option_name = 'column_name'
    LEFT JOIN pgveneer.lower_column l ON (l.nspname, l.relname) = (t.nspname, t.relname)
      AND CASE WHEN t.number = r.number THEN l.number = k.number ELSE l.attname = k.local_name END
    WHERE k.foreign_relid = r.foreign_relid
  LOOP
    IF f.attname IS NULL THEN
      changed := true;
      IF f.local_name = ANY (r.key) THEN
        PERFORM pgveneer.close_lower(relation, format('production has dropped column "%s", by which its rows are known', f.local_name));
        RETURN true;
      END IF;
      PERFORM pgveneer.drop_views(r.views);
      PERFORM pgveneer.remap(relation, f.local_name, 'NULL::' || f.type);
      EXECUTE format('ALTER FOREIGN TABLE %s DROP COLUMN %I', target, f.local_name);
      DELETE FROM pgveneer.foreign_column k WHERE k.foreign_relid = r.foreign_relid AND k.local_name = f.local_name;
      PERFORM pgveneer.note(subject, format('production has dropped column "%s": it reads as NULL', f.local_name), false);
      CONTINUE;
    END IF;
    IF f.attname <> f.lower_now THEN
      changed := true;
      EXECUTE format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (SET column_name %L)', target, f.local_name, f.attname);
      PERFORM pgveneer.note(subject, format('production has renamed column "%s" to "%s": it keeps its name here', f.lower_now, f.attname), false);
    END IF;
    IF f.new_type <> f.type THEN
      changed := true;
      PERFORM pgveneer.drop_views(r.views);
      EXECUTE format('ALTER FOREIGN TABLE %s ALTER COLUMN %I TYPE %s', target, f.local_name, f.new_type);
      PERFORM pgveneer.remap(relation, f.local_name, format('(l.%I)::%s', f.local_name, f.type));
      UPDATE pgveneer.foreign_column k SET type = f.new_type WHERE k.foreign_relid = r.foreign_relid AND k.local_name = f.local_name;
      PERFORM pgveneer.note(subject, format('production has changed column "%s" from %s to %s: it is cast', f.local_name, f.type, f.new_type), false);
    END IF;
  END LOOP;
  FOR c IN
    SELECT l.* FROM pgveneer.lower_column l
    WHERE (l.nspname, l.relname) = (t.nspname, t.relname) AND NOT EXISTS (
      SELECT FROM pgveneer.foreign_column k WHERE k.foreign_relid = r.foreign_relid AND k.number = l.number)
    ORDER BY l.position
  LOOP
    changed := true;
    PERFORM pgveneer.new_column(relation, subject, c, add_columns AND untouched);
  END LOOP;
  IF changed THEN
    PERFORM pgveneer.forget_dependencies(ARRAY[r.foreign_relid]);
    PERFORM pgveneer.drop_views(r.views);
    PERFORM pgveneer.make_paged(r.foreign_relid, t.nspname, t.relname);
    UPDATE pgveneer.relation x SET built = '' WHERE x.relid = relation;
  END IF;
  RETURN changed;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_table(oid, boolean) FROM PUBLIC;

-- A column that production has got since.
CREATE OR REPLACE FUNCTION pgveneer.new_column(relation oid, subject text, c pgveneer.lower_column, add boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$
DECLARE
  r pgveneer.relation; type text; matched text;
BEGIN
  SELECT x.* INTO r FROM pgveneer.relation x WHERE x.relid = relation;
  EXECUTE format('ALTER FOREIGN TABLE %s ADD COLUMN %s', r.foreign_relid::regclass, pgveneer.foreign_column_sql(c.attname, c.type, c.collated));
  INSERT INTO pgveneer.foreign_column VALUES (r.foreign_relid, c.attname, c.number, c.type);
  IF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = c.attname AND NOT a.attisdropped) THEN
    PERFORM pgveneer.note(subject, format('production and the preview have both added column "%s": the preview''s is kept', c.attname), true);
    RETURN;
  ELSIF NOT add OR r.root <> r.relid OR r.tree IS NOT NULL OR (SELECT k.relkind = 'm' FROM pg_class k WHERE k.oid = relation) THEN
    PERFORM pgveneer.note(subject, format('production has added column "%s": it does not show here', c.attname), false);
    RETURN;
  END IF;
  EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s%s', relation::regclass, c.attname, c.type, coalesce(' COLLATE ' || c.collated, ''));
  INSERT INTO pgveneer.column (relid, attnum, atttypid, atttypmod, attcollation, lower_name, expression)
  SELECT relation, a.attnum, a.atttypid, a.atttypmod, a.attcollation, a.attname, format('l.%I', a.attname)
  FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = c.attname;
  IF c.default_text IS NOT NULL THEN
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', relation::regclass, c.attname, c.default_text);
  END IF;
  SELECT string_agg(format('u.%I = l.%I', n, k), ' AND ') INTO matched FROM unnest(r.key_names, r.key) x(n, k)
  HAVING bool_and(n !~ '^pgveneer_key_');
  IF matched IS NOT NULL THEN
    EXECUTE format('UPDATE %s u SET %I = l.%I FROM %s l WHERE %s', relation::regclass, c.attname, c.attname, r.foreign_relid::regclass, matched);
  END IF;
  PERFORM pgveneer.note(subject, format('production has added column "%s": it shows here too', c.attname), false);
END $$;
REVOKE ALL ON FUNCTION pgveneer.new_column(oid, text, pgveneer.lower_column, boolean) FROM PUBLIC;

-- Brings all relations in line. Answers the notes it made.
CREATE OR REPLACE FUNCTION pgveneer.follow_production(add_columns boolean) RETURNS TABLE (object text, note text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' SET client_min_messages = warning AS $$
#variable_conflict use_column
DECLARE
  began timestamptz := clock_timestamp();
  r record; changed oid[] := '{}';
BEGIN
  FOR r IN
    SELECT x.relid, x.nspname, x.relname FROM pgveneer.relation x
    JOIN pg_class f ON f.oid = x.foreign_relid AND f.relkind = 'f' JOIN pgveneer.relation o ON o.relid = x.root
    WHERE NOT x.opaque AND NOT o.opaque ORDER BY x.relid = x.root DESC, x.relid
  LOOP
    BEGIN
      IF pgveneer.follow_table(r.relid, add_columns) THEN changed := changed || r.relid; END IF;
      IF r.relid = ANY (changed) THEN PERFORM pgveneer.rebuild(r.relid); END IF;
    EXCEPTION WHEN OTHERS THEN
      PERFORM pgveneer.close_lower(r.relid, 'production''s change could not be followed: ' || SQLERRM);
      PERFORM pgveneer.rebuild(r.relid);
      changed := changed || r.relid;
    END;
  END LOOP;
  IF changed <> '{}' THEN PERFORM pgveneer.signal_schema('production', NULL); END IF;
  RETURN QUERY SELECT p.object, p.note FROM pgveneer.production_change p WHERE p.at >= began ORDER BY p.at;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_production(boolean) FROM PUBLIC;
