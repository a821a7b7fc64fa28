SELECT c.tableoid, c.oid, i.type || ' ' || i.identity AS key,
       format('CREATE COLLATION %I.%I (provider = %s, deterministic = %s, %s)', n.nspname, c.collname,
              CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
              CASE WHEN c.collisdeterministic THEN 'true' ELSE 'false' END,
              CASE WHEN c.collprovider = 'c'
                   THEN format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype)
                   ELSE format('locale = %L', ${collation locale}) END) AS ddl,
       NULL AS finish,
       format('COLLATION %I.%I', n.nspname, c.collname) AS address, c.collowner AS owner, NULL AS relation
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free c}
