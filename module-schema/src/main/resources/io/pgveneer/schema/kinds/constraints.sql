-- Keys of partitions are made on their own and attached to their parent's index at the end.
SELECT k.tableoid, k.oid, i.type || ' ' || i.identity AS key,
       format('ALTER TABLE %s%s ADD CONSTRAINT %I %s', CASE WHEN k.contype IN ('p', 'u', 'x') THEN 'ONLY ' ELSE '' END,
              k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS ddl,
       nullif(concat_ws('; ', (SELECT format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, h.inhrelid::regclass)
                               FROM pg_inherits h WHERE h.inhrelid = k.conindid AND k.contype IN ('p', 'u', 'x')), ${index marks}), '') AS finish,
       NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index x ON x.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x'),
     pg_identify_object(k.tableoid, k.oid, 0) i
WHERE ${ours} AND ${free c} AND c.relpersistence <> 't'
  AND (k.contype IN ('p', 'u', 'x') OR k.contype = 'c' AND k.conislocal ${or unproven not null})
