SELECT n.tableoid, n.oid, i.type || ' ' || i.identity AS key,
       format('CREATE SCHEMA %I', n.nspname) AS ddl,
       NULL AS finish,
       format('SCHEMA %I', n.nspname) AS address, n.nspowner AS owner, NULL AS relation
FROM pg_namespace n, pg_identify_object(n.tableoid, n.oid, 0) i
WHERE ${ours} AND ${free n}
