-- What a client can find out about a schema, as text that must be the same in production and fresh.
SELECT 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || ' ' || a.attnotnull || ' ' || a.attidentity::text || a.attgenerated::text || ' ' || a.attstorage::text || a.attislocal
  || ' ' || a.attcollation::regcollation || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-')
  || ' ' || coalesce(a.attacl::text, '-') AS fact
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace::regnamespace::text !~ '^(pg_|pgveneer)'
  AND c.relkind <> 'S' AND c.relkind <> 'i' AND c.relkind <> 'I'
UNION ALL
SELECT 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relrowsecurity || c.relispartition || ' '
  || coalesce(c.reloptions::text, '-') || coalesce(pg_get_expr(c.relpartbound, c.oid), '-')
  || coalesce(CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, '-') || coalesce(c.relacl::text, '-')
  || ' ' || coalesce(obj_description(c.oid, 'pg_class'), '-')
FROM pg_class c WHERE c.oid >= 16384 AND c.relnamespace::regnamespace::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'inherits ' || inhrelid::regclass || ' ' || inhparent::regclass || ' ' || inhseqno FROM pg_inherits
UNION ALL
SELECT 'constraint ' || coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text) || ' ' || conname || ' '
  || pg_get_constraintdef(oid) || ' ' || convalidated || conislocal || ' ' || coninhcount || (conparentid <> 0)
FROM pg_constraint WHERE oid >= 16384 AND connamespace::regnamespace::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'index ' || pg_get_indexdef(indexrelid) || indisvalid FROM pg_index
WHERE indexrelid >= 16384 AND indexrelid::regclass::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'function ' || CASE WHEN p.prokind = 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END
  || coalesce(p.proacl::text, '-') || coalesce(obj_description(p.oid, 'pg_proc'), '-')
FROM pg_proc p WHERE p.oid >= 16384 AND p.pronamespace::regnamespace::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'view ' || oid::regclass || pg_get_viewdef(oid) FROM pg_class
WHERE relkind IN ('v', 'm') AND oid >= 16384 AND relnamespace::regnamespace::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'rule ' || pg_get_ruledef(oid) FROM pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN'
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(oid) || tgenabled::text || (tgparentid <> 0) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'policy ' || polname || polrelid::regclass || polpermissive || polcmd::text || pg_get_expr(polqual, polrelid)
  || pg_get_expr(polwithcheck, polrelid) FROM pg_policy
UNION ALL
SELECT 'statistics ' || pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
UNION ALL
SELECT 'type ' || t.oid::regtype || t.typtype::text || t.typnotnull || coalesce(t.typdefault, '-') || t.typcollation::regcollation
  || coalesce((SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '-')
FROM pg_type t WHERE t.oid >= 16384 AND t.typnamespace::regnamespace::text !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'sequence ' || s.seqrelid::regclass || s.seqtypid::regtype || ' ' || s.seqstart || ' ' || s.seqincrement || ' '
  || s.seqmin || ' ' || s.seqmax || ' ' || s.seqcache || s.seqcycle
  || coalesce((SELECT d.deptype::text || d.refobjid::regclass::text || d.refobjsubid FROM pg_depend d
               WHERE d.objid = s.seqrelid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')), '-')
FROM pg_sequence s
UNION ALL
SELECT 'operator ' || oid::regoperator || oprcode FROM pg_operator WHERE oid >= 16384
UNION ALL
SELECT 'cast ' || castsource::regtype || casttarget::regtype || castcontext::text || castmethod::text FROM pg_cast WHERE oid >= 16384
UNION ALL
SELECT 'opclass ' || opcname || opcintype::regtype || (SELECT count(*) FROM pg_amop WHERE amopfamily = opcfamily)
FROM pg_opclass WHERE oid >= 16384
UNION ALL
SELECT 'ts ' || cfgname || (SELECT count(*) FROM pg_ts_config_map WHERE mapcfg = c.oid) FROM pg_ts_config c WHERE oid >= 16384
UNION ALL
SELECT 'extension ' || extname || extnamespace::regnamespace FROM pg_extension
UNION ALL
SELECT 'schema ' || nspname || coalesce(nspacl::text, '-') FROM pg_namespace WHERE nspname !~ '^(pg_|pgveneer)'
UNION ALL
SELECT 'column comment ' || objoid::regclass || objsubid || description FROM pg_description
WHERE objoid >= 16384 AND classoid = 'pg_class'::regclass AND objsubid > 0
ORDER BY 1
