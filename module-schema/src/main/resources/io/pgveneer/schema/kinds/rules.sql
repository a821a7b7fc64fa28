SELECT r.tableoid, r.oid, i.type || ' ' || i.identity AS key,
       rtrim(pg_get_ruledef(r.oid), ';')
       || CASE WHEN r.ev_enabled = 'O' THEN ''
               ELSE format('; ALTER TABLE %s %s RULE %I', r.ev_class::regclass,
                 CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
                 r.rulename) END AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace,
     pg_identify_object(r.tableoid, r.oid, 0) i
WHERE ${ours} AND ${free c} AND r.rulename <> '_RETURN'
