-- Catalogue entries that come with another object: the part, then the object.
SELECT 'pg_attrdef'::regclass::oid, oid, 'pg_class'::regclass::oid, adrelid FROM pg_attrdef
UNION ALL SELECT 'pg_type'::regclass::oid, t.oid, 'pg_class'::regclass::oid, t.typrelid
FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind <> 'c' AND t.oid >= 16384
UNION ALL SELECT 'pg_class'::regclass::oid, c.oid, 'pg_type'::regclass::oid, c.reltype
FROM pg_class c WHERE c.relkind = 'c' AND c.oid >= 16384
UNION ALL SELECT 'pg_type'::regclass::oid, typarray, 'pg_type'::regclass::oid, oid
FROM pg_type WHERE typarray >= 16384
UNION ALL SELECT 'pg_type'::regclass::oid, rngmultitypid, 'pg_type'::regclass::oid, rngtypid
FROM pg_range WHERE rngtypid >= 16384
UNION ALL SELECT 'pg_rewrite'::regclass::oid, oid, 'pg_class'::regclass::oid, ev_class
FROM pg_rewrite WHERE rulename = '_RETURN' AND oid >= 16384
UNION ALL SELECT 'pg_class'::regclass::oid, conindid, 'pg_constraint'::regclass::oid, oid
FROM pg_constraint WHERE contype IN ('p', 'u', 'x')
UNION ALL SELECT 'pg_constraint'::regclass::oid, oid, 'pg_type'::regclass::oid, contypid
FROM pg_constraint WHERE contypid <> 0
UNION ALL SELECT 'pg_class'::regclass::oid, objid, refclassid, refobjid
FROM pg_depend JOIN pg_sequence ON seqrelid = objid
WHERE classid = 'pg_class'::regclass AND deptype = 'i' AND refclassid = 'pg_class'::regclass
UNION ALL SELECT 'pg_opfamily'::regclass::oid, opcfamily, 'pg_opclass'::regclass::oid, min(oid)
FROM pg_opclass WHERE opcfamily >= 16384 GROUP BY opcfamily
