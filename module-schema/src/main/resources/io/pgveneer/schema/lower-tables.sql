-- Sizes are the planner's: measuring would wait for whoever locks a table.
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples::float8,
       format('%I.%I', n.nspname, c.relname) AS relation,
       8192 * (c.relpages
         + coalesce((SELECT sum(x.relpages) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid), 0)
         + coalesce((SELECT t.relpages FROM pg_class t WHERE t.oid = c.reltoastrelid), 0))::bigint AS bytes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${ours} AND ${free c} AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't'
  AND c.relispopulated
ORDER BY n.nspname, c.relname
