-- Columns of the catalogues that have type anyarray keep it; the overlay's locks and tables do not show.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n % 3 FROM generate_series(1, 30) n;
--! test
CREATE TABLE own (id int PRIMARY KEY, v text);
INSERT INTO own SELECT n, 'v' || n % 3 FROM generate_series(1, 30) n;
ANALYZE own;
SELECT attname, array_to_json(most_common_vals), array_length(histogram_bounds, 1), pg_typeof(histogram_bounds) FROM pg_stats WHERE tablename = 'own' ORDER BY 1;
UPDATE t SET v = 'x' WHERE id = 3;
SELECT schemaname, tablename FROM pg_stats WHERE schemaname LIKE 'pgv%';
SELECT * FROM pg_locks l WHERE locktype = 'advisory' AND EXISTS (SELECT FROM pg_database d WHERE d.oid = l.database AND d.datname = current_database());
BEGIN;
SELECT pg_advisory_xact_lock(3), pg_advisory_xact_lock_shared(1, 2);
SELECT locktype, classid, objid, objsubid, mode, granted FROM pg_locks l WHERE locktype = 'advisory' AND pid = pg_backend_pid() ORDER BY 2, 3;
SELECT r.relname, mode FROM pg_locks l JOIN pg_class r ON r.oid = l.relation WHERE relname IN ('t', 'own', 't_pkey') AND pid = pg_backend_pid() ORDER BY 1, 2;
COMMIT;
EXPLAIN (COSTS off) SELECT relname FROM pg_class WHERE oid = 1259;
EXPLAIN (COSTS off) SELECT proname FROM pg_proc WHERE proname ~ '^abc';
