-- Materialized views keep their own query, over the upper tables. While PostgreSQL fills one, it has the query of a
-- twin, over merged rows; nobody else can look at it then, for it is locked.

CREATE TABLE IF NOT EXISTS pgveneer.filling (
    relid oid PRIMARY KEY,
    action text NOT NULL               -- the query to be given back
);

-- Gives it the query over merged rows. Without effect where it reads nothing federated.
CREATE OR REPLACE FUNCTION pgveneer.before_fill(view oid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  stored text; merged text;
BEGIN
  SELECT w.ev_action::text INTO stored FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
  WHERE c.oid = view AND c.relkind = 'm' AND w.rulename = '_RETURN' AND pg_has_role(session_user, c.relowner, 'USAGE');
  IF stored IS NULL OR EXISTS (SELECT FROM pgveneer.filling f WHERE f.relid = view) THEN RETURN; END IF;
  PERFORM pgveneer.copy_whole(t.read) FROM pgveneer.text_readers(ARRAY[view]) t;
  IF pgveneer.needs_tables(stored) THEN
    PERFORM pgveneer.copy_whole(b) FROM (
      SELECT r.relid AS b FROM pgveneer.read_by(stored) t JOIN pgveneer.relation r ON r.relid = t
      UNION SELECT unnest(v.bases) FROM pgveneer.read_by(stored) t JOIN pgveneer.view v ON v.relid = t) x;
    -- the tables hold all rows now
    RETURN;
  END IF;
  merged := pgveneer.redirected(stored, 1, (SELECT c.relowner FROM pg_class c WHERE c.oid = view), view);
  IF merged <> stored THEN
    INSERT INTO pgveneer.filling VALUES (view, stored);
    PERFORM pgveneer.set_action(view, merged);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pgveneer.after_fill(view oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
BEGIN
  PERFORM pgveneer.set_action(view, f.action) FROM pgveneer.filling f WHERE f.relid = view;
  DELETE FROM pgveneer.filling f WHERE f.relid = view;
  UPDATE pgveneer.relation r SET opaque = true WHERE r.relid = view AND NOT r.opaque;
  IF FOUND THEN
    PERFORM pgveneer.rebuild(view);
    PERFORM pgveneer.signal_dirty(view);
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.after_fill(oid) FROM PUBLIC;

-- After REFRESH, or CREATE: fills it where PostgreSQL could not from merged rows. The proxy sends CREATE without data,
-- and says so; it is told the command tag that the client expects.
CREATE OR REPLACE FUNCTION pgveneer.filled(view oid, created boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on' AS $$
DECLARE
  wanted boolean := coalesce(current_setting('pgveneer.fill', true), '') = 'on';
  n bigint; name text;
BEGIN
  PERFORM set_config('pgveneer.fill', '', true);
  IF NOT EXISTS (SELECT FROM pgveneer.filling f WHERE f.relid = view)
     AND (created AND wanted OR (SELECT c.relispopulated FROM pg_class c WHERE c.oid = view)) THEN
    PERFORM pgveneer.before_fill(view);
    IF wanted OR EXISTS (SELECT FROM pgveneer.filling f WHERE f.relid = view) THEN
      name := view::regclass;
      -- newer majors have a path of their own for it
      IF current_setting('server_version_num')::int < 170000 THEN
        PERFORM set_config('search_path', current_setting('pgveneer.search_path'), true);
      END IF;
      EXECUTE 'REFRESH MATERIALIZED VIEW ' || name;
      PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    END IF;
  END IF;
  PERFORM pgveneer.after_fill(view);
  IF created AND wanted THEN
    EXECUTE 'SELECT count(*) FROM ' || view::regclass INTO n;
    RAISE INFO USING ERRCODE = 'PV004', MESSAGE = 'pgveneer: done', DETAIL = 'SELECT ' || n;
  END IF;
END $$;
REVOKE ALL ON FUNCTION pgveneer.filled(oid, boolean) FROM PUBLIC;
