-- Every sequence, and the type of the column that takes its values.
SELECT format('%I.%I', n.nspname, c.relname) AS relation, s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
       has_sequence_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') AS readable,
       format_type(coalesce(nullif(t.typbasetype, 0), t.oid, s.seqtypid), NULL) AS type,
       r.oid::regclass::text AS owner, quote_ident(a.attname) AS attname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN pg_depend o ON o.classid = c.tableoid AND o.objid = c.oid AND o.deptype IN ('a', 'i')
  AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0
LEFT JOIN pg_class r ON r.oid = o.refobjid
LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
LEFT JOIN pg_type t ON t.oid = a.atttypid
WHERE ${ours} AND ${free c} AND c.relpersistence <> 't'
ORDER BY 1
