SELECT s.tableoid, s.oid, i.type || ' ' || i.identity AS key,
       pg_get_statisticsobjdef(s.oid) AS ddl,
       NULL AS finish, 'STATISTICS ' || i.identity AS address, s.stxowner AS owner, NULL AS relation
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN pg_class c ON c.oid = s.stxrelid,
     pg_identify_object(s.tableoid, s.oid, 0) i
WHERE ${ours} AND ${free c}
