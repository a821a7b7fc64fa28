-- CREATE UNIQUE INDEX CONCURRENTLY that finds duplicates leaves an invalid index.
--! fixture shop
--! test
--! any-row
CREATE UNIQUE INDEX CONCURRENTLY dup ON orders (user_id);
SELECT indisvalid FROM pg_index WHERE indexrelid = 'dup'::regclass;
DROP INDEX IF EXISTS dup;
CREATE INDEX CONCURRENTLY fine ON orders (user_id);
SELECT indisvalid FROM pg_index WHERE indexrelid = 'fine'::regclass;
REINDEX INDEX CONCURRENTLY fine;
DROP INDEX CONCURRENTLY fine;
