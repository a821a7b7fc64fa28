SELECT k.tableoid, k.oid, i.type || ' ' || i.identity AS key,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     pg_identify_object(k.tableoid, k.oid, 0) i
WHERE ${ours} AND ${free c} AND k.contype = 'f' AND k.conparentid = 0
