SELECT o.tableoid, o.oid, i.type || ' ' || i.identity AS key,
       format('CREATE OPERATOR CLASS %I.%I%s FOR TYPE %s USING %I%s AS %s', n.nspname, o.opcname,
         CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END, format_type(o.opcintype, NULL), m.amname,
         -- A family of the class's own name comes with it; others, in several schemas, it joins.
         CASE WHEN f.opfname = o.opcname THEN '' ELSE format(' FAMILY %I.%I', fn.nspname, f.opfname) END,
         concat_ws(', ',
           (SELECT string_agg(format('OPERATOR %s %I.%s (%s, %s)%s', a.amopstrategy, pn.nspname, p.oprname,
                     format_type(p.oprleft, NULL), format_type(p.oprright, NULL),
                     coalesce((SELECT format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
                               FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace
                               WHERE s.oid = a.amopsortfamily), '')), ', ' ORDER BY a.amopstrategy)
            FROM pg_amop a JOIN pg_operator p ON p.oid = a.amopopr JOIN pg_namespace pn ON pn.oid = p.oprnamespace
            WHERE a.amopfamily = o.opcfamily AND a.amoplefttype = o.opcintype),
           (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
                     format_type(a.amprocrighttype, NULL), a.amproc::regprocedure), ', ' ORDER BY a.amprocnum)
            FROM pg_amproc a WHERE a.amprocfamily = o.opcfamily AND a.amproclefttype = o.opcintype),
           'STORAGE ' || format_type(nullif(o.opckeytype, 0), NULL))) AS ddl,
       NULL AS finish,
       format('OPERATOR CLASS %I.%I USING %I', n.nspname, o.opcname, m.amname) AS address,
       o.opcowner AS owner, NULL AS relation
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace,
     pg_identify_object(o.tableoid, o.oid, 0) i
WHERE ${ours} AND ${free o}
