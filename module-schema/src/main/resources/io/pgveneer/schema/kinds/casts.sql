SELECT c.tableoid, c.oid, i.type || ' ' || i.identity AS key,
       format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
         CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure
                           WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
         CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_cast c, pg_identify_object(c.tableoid, c.oid, 0) i
WHERE c.oid >= 16384 AND ${free c}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'i')
