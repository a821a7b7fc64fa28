SELECT 'unsafe', 'it is a superuser' FROM pg_roles WHERE rolname = current_user AND rolsuper
UNION ALL
SELECT 'unsafe', 'it is a member of ' || rolname FROM pg_roles
WHERE rolname IN ('pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files')
  AND pg_has_role(oid, 'MEMBER') AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
UNION ALL
SELECT 'unsafe', format('it may write to %s tables, such as %s', count(*), min(c.oid::regclass::text))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'f')
  AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
       OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
  AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
HAVING count(*) > 0
UNION ALL
SELECT 'unsafe', 'it may create objects in schema ' || n.nspname FROM pg_namespace n
WHERE ${ours} AND has_schema_privilege(n.oid, 'CREATE')
  AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
UNION ALL
SELECT 'unreadable', c.oid::regclass::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ours} AND c.relkind IN ('r', 'p', 'f', 'm')
  AND (NOT has_table_privilege(c.oid, 'SELECT') OR NOT has_schema_privilege(n.oid, 'USAGE') OR row_security_active(c.oid))
UNION ALL
SELECT 'filled', c.oid::regclass::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ours} AND ${free c} AND c.relkind = 'r' AND c.relpersistence <> 't'
  AND (c.reltuples > 0 OR pg_stat_get_live_tuples(c.oid) > 0)
