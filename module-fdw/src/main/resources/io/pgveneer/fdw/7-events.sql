-- The event triggers.

DROP EVENT TRIGGER IF EXISTS pgveneer_start;
DROP EVENT TRIGGER IF EXISTS pgveneer_ddl;
DROP EVENT TRIGGER IF EXISTS pgveneer_drop;
DROP EVENT TRIGGER IF EXISTS pgveneer_rewrite;
CREATE EVENT TRIGGER pgveneer_rewrite ON table_rewrite EXECUTE FUNCTION pgveneer.on_rewrite();
CREATE EVENT TRIGGER pgveneer_start ON ddl_command_start
  EXECUTE FUNCTION pgveneer.on_ddl_start();
CREATE EVENT TRIGGER pgveneer_ddl ON ddl_command_end EXECUTE FUNCTION pgveneer.on_ddl();
CREATE EVENT TRIGGER pgveneer_drop ON sql_drop EXECUTE FUNCTION pgveneer.on_drop();
ALTER EVENT TRIGGER pgveneer_ddl ENABLE ALWAYS;
ALTER EVENT TRIGGER pgveneer_drop ENABLE ALWAYS;
ALTER EVENT TRIGGER pgveneer_start ENABLE ALWAYS;
