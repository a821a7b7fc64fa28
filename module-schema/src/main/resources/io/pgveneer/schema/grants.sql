-- Who may do what: the object, the role ('' for everybody), and the statement that says so.
WITH granted AS (
  SELECT c.tableoid AS class, c.oid, c.relowner AS owner, c.relacl AS acl,
         CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass AS object, '' AS columns
  FROM pg_class c WHERE c.relacl IS NOT NULL
  UNION ALL
  SELECT c.tableoid, c.oid, c.relowner, a.attacl, 'TABLE ' || c.oid::regclass, format(' (%I)', a.attname)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT p.tableoid, p.oid, p.proowner, p.proacl, 'ROUTINE ' || p.oid::regprocedure, ''
  FROM pg_proc p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT t.tableoid, t.oid, t.typowner, t.typacl, 'TYPE ' || t.oid::regtype, ''
  FROM pg_type t WHERE t.typacl IS NOT NULL
  UNION ALL
  SELECT n.tableoid, n.oid, n.nspowner, n.nspacl, format('SCHEMA %I', n.nspname), ''
  FROM pg_namespace n WHERE n.nspacl IS NOT NULL)
SELECT class, oid, '' AS role, format('REVOKE ALL ON %s FROM PUBLIC', object) AS statement, 0 AS turn
FROM granted WHERE (oid >= 16384 OR object = 'SCHEMA public') AND columns = ''
UNION ALL
SELECT class, granted.oid, coalesce(r.rolname, ''),
       format('GRANT %s ON %s TO %s%s', string_agg(x.privilege_type || columns, ', ' ORDER BY x.privilege_type), object,
              coalesce(quote_ident(r.rolname), 'PUBLIC'), CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END),
       1
FROM granted, aclexplode(acl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
WHERE (granted.oid >= 16384 OR object = 'SCHEMA public') AND x.grantee <> granted.owner
GROUP BY class, granted.oid, r.rolname, object, columns, x.is_grantable
ORDER BY turn
