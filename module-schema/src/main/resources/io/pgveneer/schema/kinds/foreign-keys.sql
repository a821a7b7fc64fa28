-- A partition that had such a key before it was attached has it by its own name; the others get theirs with their parent's.
SELECT k.tableoid, k.oid, i.type || ' ' || i.identity AS key,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint p ON p.oid = k.conparentid,
     pg_identify_object(k.tableoid, k.oid, 0) i
WHERE ${ours} AND ${free c} AND k.contype = 'f'
  AND (p.oid IS NULL OR p.conrelid <> k.conrelid AND p.conname <> k.conname AND k.convalidated)
