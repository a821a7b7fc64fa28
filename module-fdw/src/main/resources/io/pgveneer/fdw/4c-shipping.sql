-- What production can compute that is not PostgreSQL's own: comparisons of enums, operators and functions of extensions.
--
-- postgres_fdw sends what belongs to an extension on the server's list. So enums that mean the same on both sides, and
-- arrays of them and of types of extensions, are made members of postgres_fdw itself, in pg_depend alone, where clients do
-- not see it. Whatever may change what they mean asks follow_meanings in its own transaction.

-- What production understands by enums and extensions: equal texts mean the same.
CREATE TABLE IF NOT EXISTS pgveneer.lower_meaning (
    kind text NOT NULL,                -- enum or extension
    nspname text NOT NULL,
    name text NOT NULL,
    definition text NOT NULL,          -- its labels in order; its version and a digest of its members
    PRIMARY KEY (kind, nspname, name)
);

-- The enums that are production's still, label by label, under its name.
CREATE OR REPLACE FUNCTION pgveneer.equal_enums() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.oid
  FROM pgveneer.lower_meaning m
  JOIN pg_namespace n ON n.nspname = m.nspname
  JOIN pg_type t ON t.typnamespace = n.oid AND t.typname = m.name AND t.typtype = 'e'
  WHERE m.kind = 'enum' AND m.definition = coalesce(
    (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
$$;

-- The extensions that are production's still: the same version with the same members in the same schema.
CREATE OR REPLACE FUNCTION pgveneer.equal_extensions() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  -- the members of no other are looked at: postgres_fdw alone may have thousands
  WITH x AS MATERIALIZED (
    SELECT x.oid, x.extversion, m.definition
    FROM pgveneer.lower_meaning m
    JOIN pg_namespace n ON n.nspname = m.nspname
    JOIN pg_extension x ON x.extnamespace = n.oid AND x.extname = m.name
    WHERE m.kind = 'extension')
  SELECT x.oid FROM x
  WHERE x.definition = concat(x.extversion, ' ', (
    SELECT md5(string_agg(concat_ws(' ', i.type, i.identity, p.provolatile, p.prosrc), ','
      ORDER BY i.type COLLATE "C", i.identity COLLATE "C"))
    FROM pg_depend d LEFT JOIN pg_proc p ON d.classid = p.tableoid AND d.objid = p.oid,
      pg_identify_object(d.classid, d.objid, 0) i
    WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid AND d.deptype = 'e'
      AND d.classid IN ('pg_type'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opfamily'::regclass)
      AND NOT EXISTS (SELECT FROM pg_type e WHERE d.classid = e.tableoid AND e.typarray = d.objid)))
$$;

-- The types that are compared by another equality than PostgreSQL's own, and the domains over them. postgres_fdw sends IS
-- DISTINCT FROM, and CASE with an operand, without the operator, and production then finds none but PostgreSQL's own.
CREATE OR REPLACE FUNCTION pgveneer.own_equality() RETURNS SETOF oid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  compared constant oid[] := ARRAY(
    SELECT k.opcintype FROM pg_opclass k JOIN pg_am m ON m.oid = k.opcmethod
    WHERE k.opcdefault AND m.amname IN ('btree', 'hash') AND k.opcnamespace <> 'pg_catalog'::regnamespace);
BEGIN
  IF compared = '{}' THEN RETURN; END IF;
  RETURN QUERY
  WITH RECURSIVE x AS (
    SELECT unnest(compared) AS oid
    UNION SELECT t.oid FROM x JOIN pg_type t ON t.typbasetype = x.oid)
  SELECT x.oid FROM x;
END $$;

-- Whether a parse tree holds such a comparison of such a type.
CREATE OR REPLACE FUNCTION pgveneer.implies_equality(action text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM regexp_matches(action, '\{DISTINCTEXPR :opno (\d+)', 'g') m JOIN pg_operator o ON o.oid = m[1]::oid
    WHERE o.oprnamespace <> 'pg_catalog'::regnamespace)
  OR EXISTS (
    SELECT FROM regexp_matches(action, '\{CASETESTEXPR :typeId (\d+)', 'g') m WHERE m[1]::oid IN (SELECT pgveneer.own_equality()))
$$;

-- A search path by which the operators are found that such an expression does not name.
CREATE OR REPLACE FUNCTION pgveneer.path_to_equality() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'pg_catalog, ' || coalesce(string_agg(DISTINCT quote_ident(n.nspname), ', ') || ', ', '') || 'pg_temp'
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oprname = '=' AND n.nspname <> 'pg_catalog'
$$;

-- The types that are to be members of postgres_fdw. Some majors count arrays as members of the extension that they came
-- with, some do not.
CREATE OR REPLACE FUNCTION pgveneer.shipped_types(extensions oid[]) RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.oid
  FROM (
    SELECT unnest(ARRAY[t.oid, t.typarray]) AS oid FROM pgveneer.equal_enums() e(oid) JOIN pg_type t ON t.oid = e.oid
    UNION ALL
    SELECT t.typarray FROM pg_depend d JOIN pg_type t ON d.classid = t.tableoid AND d.objid = t.oid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = ANY (extensions) AND d.deptype = 'e' AND t.typarray <> 0) m
  WHERE NOT EXISTS (
    SELECT FROM pg_depend d JOIN pg_extension x ON d.refclassid = x.tableoid AND d.refobjid = x.oid AND x.extname <> 'postgres_fdw'
    WHERE d.classid = 'pg_type'::regclass AND d.objid = m.oid AND d.deptype = 'e')
$$;

-- Has postgres_fdw send what means the same on both sides, and nothing else. Extensions are looked at only if asked: it takes
-- tens of milliseconds.
CREATE OR REPLACE FUNCTION pgveneer.follow_meanings(of_extensions boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fdw oid := (SELECT x.oid FROM pg_extension x WHERE x.extname = 'postgres_fdw');
  present text := (SELECT o FROM pg_foreign_server s, unnest(s.srvoptions) o WHERE s.srvname = 'prod_server' AND o ~ '^extensions=');
  extensions oid[] := CASE WHEN of_extensions THEN ARRAY(SELECT pgveneer.equal_extensions())
    ELSE ARRAY(SELECT x.oid FROM pg_extension x
      WHERE x.oid <> fdw AND x.extname = ANY (string_to_array(substr(present, 12), ','))) END;
  types oid[] := ARRAY(SELECT pgveneer.shipped_types(extensions));
  listed text := (SELECT 'extensions=' || string_agg(x.extname, ',' ORDER BY x.extname) FROM pg_extension x WHERE x.oid = fdw OR x.oid = ANY (extensions));
  changed boolean;
BEGIN
  DELETE FROM pg_depend d
  WHERE d.classid = 'pg_type'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = fdw AND d.deptype = 'e'
    AND d.objid <> ALL (types);
  changed := FOUND;
  INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
  SELECT 'pg_type'::regclass, t, 0, 'pg_extension'::regclass, fdw, 0, 'e' FROM unnest(types) t
  WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t AND d.deptype = 'e');
  changed := changed OR FOUND;
  IF listed IS DISTINCT FROM present THEN
    UPDATE pg_foreign_server s SET srvoptions = ARRAY(SELECT o FROM unnest(s.srvoptions) o WHERE o !~ '^extensions=') || listed
    WHERE s.srvname = 'prod_server';
  ELSIF changed THEN
    PERFORM pgveneer.forget_what_is_sent();
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.follow_meanings(boolean) FROM PUBLIC;

-- Every session keeps what postgres_fdw may send, and plans made of it, until a foreign server changes. A server that comes
-- and goes in one transaction is change enough; one that stays would have them connect anew.
CREATE OR REPLACE FUNCTION pgveneer.forget_what_is_sent() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  name text := 'pgveneer_' || pg_backend_pid();
BEGIN
  EXECUTE format('CREATE SERVER %I FOREIGN DATA WRAPPER postgres_fdw', name);
  EXECUTE format('DROP SERVER %I', name);
END $$;
REVOKE ALL ON FUNCTION pgveneer.forget_what_is_sent() FROM PUBLIC;

-- A member of an extension cannot be dropped by itself, and takes the extension along where its schema is dropped: so those
-- that a statement may drop are none while it does. What remains is made a member again at its end.
CREATE OR REPLACE FUNCTION pgveneer.release_types(tag text, statement text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- as the catalogue has them; null where they cannot be told
  words text[] := CASE WHEN tag IN ('DROP TYPE', 'DROP SCHEMA') AND statement ~* 'drop' AND statement !~* 'u&"'
    THEN ARRAY(SELECT pgveneer.unquoted(w) FROM unnest(pgveneer.tokens(statement)) w) END;
BEGIN
  LOOP
    -- by what is committed now: another session may have made them members again since
    DELETE FROM pg_depend d USING pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE d.classid = t.tableoid AND d.objid = t.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
      AND d.refobjid = (SELECT x.oid FROM pg_extension x WHERE x.extname = 'postgres_fdw')
      AND (words IS NULL OR EXISTS (
        SELECT FROM (SELECT CASE WHEN tag = 'DROP SCHEMA' THEN n.nspname ELSE coalesce(
          (SELECT e.typname FROM pg_type e WHERE e.typarray = t.oid), t.typname) END) x(name)
        WHERE x.name = ANY (words) OR x.name ~ '[^ -~]' OR length(x.name) > 62));
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
