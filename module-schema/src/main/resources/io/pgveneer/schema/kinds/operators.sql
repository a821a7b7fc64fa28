SELECT o.tableoid, o.oid, i.type || ' ' || i.identity AS key,
       format('CREATE OPERATOR %I.%s (FUNCTION = %s%s)', n.nspname, o.oprname, o.oprcode,
         concat(
           CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) END,
           ', RIGHTARG = ' || format_type(o.oprright, NULL),
           (SELECT format(', COMMUTATOR = OPERATOR(%I.%s)', s.nspname, c.oprname)
            FROM pg_operator c JOIN pg_namespace s ON s.oid = c.oprnamespace WHERE c.oid = o.oprcom),
           (SELECT format(', NEGATOR = OPERATOR(%I.%s)', s.nspname, c.oprname)
            FROM pg_operator c JOIN pg_namespace s ON s.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
           CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest END,
           CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin END,
           CASE WHEN o.oprcanhash THEN ', HASHES' END,
           CASE WHEN o.oprcanmerge THEN ', MERGES' END)) AS ddl,
       NULL AS finish,
       'OPERATOR ' || i.identity AS address, o.oprowner AS owner, NULL AS relation
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace,
     pg_identify_object(o.tableoid, o.oid, 0) i
WHERE ${ours} AND ${free o} AND o.oprcode <> 0
