-- Enums by their labels; extensions whose immutable functions depend on nothing but their arguments, by what belongs to
-- them. Only what a query of ours may name.
SELECT 'enum', n.nspname, t.typname,
       coalesce((SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND ${ours} AND ${free t} AND has_schema_privilege(n.oid, 'USAGE')
UNION ALL
SELECT 'extension', n.nspname, x.extname, concat(x.extversion, ' ', md5(string_agg(
         concat_ws(' ', i.type, i.identity, p.provolatile, p.prosrc), ',' ORDER BY i.type COLLATE "C", i.identity COLLATE "C")))
FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
JOIN pg_depend d ON d.refclassid = x.tableoid AND d.refobjid = x.oid AND d.deptype = 'e'
LEFT JOIN pg_proc p ON d.classid = p.tableoid AND d.objid = p.oid,
     pg_identify_object(d.classid, d.objid, 0) i
WHERE x.extname IN ('citext', 'hstore', 'ltree', 'pg_trgm', 'intarray', 'cube', 'seg', 'fuzzystrmatch', 'btree_gist', 'btree_gin')
  AND has_schema_privilege(n.oid, 'USAGE')
  AND d.classid IN ('pg_type'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opfamily'::regclass)
  AND NOT EXISTS (SELECT FROM pg_type e WHERE d.classid = e.tableoid AND e.typarray = d.objid)
GROUP BY n.nspname, x.extname, x.extversion
HAVING bool_and(p.oid IS NULL OR has_function_privilege(p.oid, 'EXECUTE'))
