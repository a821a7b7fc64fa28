SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples::float8,
       format('%I.%I', n.nspname, c.relname) AS relation
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ours} AND ${free c} AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't'
ORDER BY n.nspname, c.relname
