SELECT t.tableoid, t.oid, i.type || ' ' || i.identity AS key,
       pg_get_triggerdef(t.oid)
       || CASE WHEN t.tgenabled = 'O' THEN ''
               ELSE format('; ALTER TABLE %s %s TRIGGER %I', t.tgrelid::regclass,
                 CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
                 t.tgname) END AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     pg_identify_object(t.tableoid, t.oid, 0) i
WHERE ${ours} AND ${free c} AND NOT t.tgisinternal AND t.tgparentid = 0
