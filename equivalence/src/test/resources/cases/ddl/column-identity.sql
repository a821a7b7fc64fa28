-- An identity or serial column added to a table with rows.
CREATE TABLE t (k text PRIMARY KEY);
INSERT INTO t VALUES ('a');
--! test
ALTER TABLE t ADD COLUMN id int GENERATED ALWAYS AS IDENTITY;
SELECT * FROM t;
INSERT INTO t VALUES ('b') RETURNING *;
ALTER TABLE t ADD COLUMN n serial;
SELECT k, id FROM t ORDER BY k;
SELECT count(DISTINCT n), min(n), max(n) FROM t;
ALTER TABLE t ADD COLUMN r float8 DEFAULT random();
SELECT count(*) FROM t a JOIN t b ON a.k = b.k AND a.r = b.r;
ALTER TABLE t DROP COLUMN r;
ALTER TABLE t ALTER COLUMN id DROP IDENTITY;
INSERT INTO t (k, id) VALUES ('c', 10);
SELECT k, id FROM t ORDER BY k;
ALTER TABLE t DROP COLUMN r;
