SELECT c.tableoid, c.oid, i.type || ' ' || i.identity AS key,
       format('CREATE %s %I.%I%s AS %s%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
              n.nspname, c.relname,
              CASE WHEN c.reloptions IS NOT NULL THEN format(' WITH (%s)', array_to_string(c.reloptions, ', ')) ELSE '' END,
              rtrim(pg_get_viewdef(c.oid), ';'),
              CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END)
       || coalesce((SELECT string_agg(format('; ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname,
                                             a.attname, pg_get_expr(d.adbin, d.adrelid)), '')
                    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                    WHERE d.adrelid = c.oid), '') AS ddl,
       NULL AS finish,
       format(CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW %I.%I' ELSE 'VIEW %I.%I' END, n.nspname, c.relname) AS address,
       c.relowner AS owner, format('%I.%I', n.nspname, c.relname) AS relation
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free c} AND c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
