SELECT p.tableoid, p.oid, i.type || ' ' || i.identity AS key,
       format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s)', n.nspname, p.proname,
         coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'),
         a.aggtransfn::regproc, format_type(a.aggtranstype, NULL),
         concat(
           ', SSPACE = ' || nullif(a.aggtransspace, 0),
           CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::regproc
             || ', FINALFUNC_MODIFY = '
             || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
           CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' END,
           CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn::regproc END,
           CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn::regproc END,
           CASE WHEN a.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || a.aggdeserialfn::regproc END,
           ', INITCOND = ' || quote_literal(a.agginitval),
           CASE WHEN a.aggmtransfn <> 0 THEN ', MSFUNC = ' || a.aggmtransfn::regproc
             || ', MINVFUNC = ' || a.aggminvtransfn::regproc
             || ', MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
           CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn::regproc END,
           ', MINITCOND = ' || quote_literal(a.aggminitval),
           CASE WHEN a.aggsortop <> 0 THEN ', SORTOP = ' || (SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname)
             FROM pg_operator o JOIN pg_namespace s ON s.oid = o.oprnamespace WHERE o.oid = a.aggsortop) END,
           CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' END,
           CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' END)) AS ddl,
       NULL AS finish,
       'AGGREGATE ' || regexp_replace(i.identity, '\(\)$', '(*)') AS address,
       p.proowner AS owner, NULL AS relation
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace,
     pg_identify_object(p.tableoid, p.oid, 0) i
WHERE ${ours} AND ${free p}
