SELECT e.tableoid, e.oid, 'extension ' || e.extname AS key,
       format('CREATE EXTENSION %I SCHEMA %I CASCADE', e.extname, n.nspname) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.oid >= 16384
