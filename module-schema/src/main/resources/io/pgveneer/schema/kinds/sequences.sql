SELECT c.tableoid, c.oid, i.type || ' ' || i.identity AS key,
       format('CREATE SEQUENCE %I.%I AS %s ', n.nspname, c.relname, format_type(s.seqtypid, NULL))
         || ${sequence options} AS ddl,
       (SELECT format('ALTER SEQUENCE %I.%I OWNED BY %s.%I', n.nspname, c.relname, d.refobjid::regclass, a.attname)
        FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'a'
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0) AS finish,
       format('SEQUENCE %I.%I', n.nspname, c.relname) AS address,
       -- One that belongs to a column belongs to whom the table belongs to.
       CASE WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'a'
                           AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
            THEN 0 ELSE c.relowner END AS owner,
       format('%I.%I', n.nspname, c.relname) AS relation
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free c} AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'i')
