SELECT c.tableoid, c.oid, i.type || ' ' || i.identity AS key,
       pg_get_indexdef(c.oid) AS ddl,
       nullif(concat_ws('; ', (SELECT format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, h.inhrelid::regclass)
                               FROM pg_inherits h WHERE h.inhrelid = c.oid), ${index marks}), '') AS finish,
       format('INDEX %I.%I', n.nspname, c.relname) AS address, 0::oid AS owner, NULL AS relation
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class r ON r.oid = x.indrelid,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free r} AND r.relpersistence <> 't' AND r.relkind IN ('r', 'p', 'm')
  AND (x.indisvalid OR c.relkind = 'I')
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
