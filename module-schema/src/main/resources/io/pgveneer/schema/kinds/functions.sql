SELECT p.tableoid, p.oid, i.type || ' ' || i.identity AS key,
       pg_get_functiondef(p.oid) AS ddl,
       NULL AS finish,
       CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || i.identity AS address,
       p.proowner AS owner, NULL AS relation
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
     pg_identify_object(p.tableoid, p.oid, 0) i
WHERE ${ours} AND ${free p} AND p.prokind IN ('f', 'p', 'w')
  AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid AND d.refclassid = 'pg_type'::regclass
                  WHERE d.classid = p.tableoid AND d.objid = p.oid AND d.deptype = 'i')
