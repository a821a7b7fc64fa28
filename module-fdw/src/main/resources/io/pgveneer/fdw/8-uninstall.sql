-- Takes the overlay away. The tables keep the rows that upper holds; nothing of production stays reachable.
CREATE OR REPLACE FUNCTION pgveneer.uninstall() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET pgveneer.engine = 'on'
SET client_min_messages = warning AS $$
DECLARE
  name text;
BEGIN
  -- else dropped with the extension
  PERFORM pgveneer.release_types('DROP EXTENSION', '');
  FOR name IN SELECT unnest(string_to_array(s.value, ',')) FROM pgveneer.setting s WHERE s.name = 'planner' LOOP
    EXECUTE format('ALTER DATABASE %I RESET %I', current_database(), name);
  END LOOP;
  DROP EVENT TRIGGER IF EXISTS pgveneer_start;
  DROP EVENT TRIGGER IF EXISTS pgveneer_ddl;
  DROP EVENT TRIGGER IF EXISTS pgveneer_drop;
  DROP EVENT TRIGGER IF EXISTS pgveneer_rewrite;
  DROP SCHEMA IF EXISTS pgveneer_catalog, pgveneer_overlay, pgveneer_lower CASCADE;
  DROP SERVER IF EXISTS prod_server CASCADE;
  DROP SCHEMA pgveneer CASCADE;
END $$;
REVOKE ALL ON FUNCTION pgveneer.uninstall() FROM PUBLIC;
