-- Writes that compare without naming an operator, from tables with a type of an equality of its own.
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE TABLE t0 (n integer NOT NULL UNIQUE, v0 citext, d3 time);
CREATE TABLE t1 (id integer PRIMARY KEY, v citext);
CREATE VIEW w4 (v0, v1) AS SELECT v0, d3 FROM t0;
INSERT INTO t0 VALUES (1, 'a', '10:00'), (2, 'B', NULL);
INSERT INTO t1 VALUES (1, 'A'), (2, 'b'), (3, NULL);
--! test
CREATE TABLE t3 (k citext, r time, PRIMARY KEY (k));
INSERT INTO t3 VALUES ('x', '10:00');
DELETE FROM t3 t USING w4 u WHERE t.r = u.v1 AND t.r IS NOT DISTINCT FROM t.r RETURNING t.*, u.v0;
UPDATE t0 u SET d3 = u.d3 FROM t0 v WHERE u.d3 IS DISTINCT FROM v.d3 RETURNING u.n, v.n;
UPDATE t1 u SET v = v.v0 FROM t0 v WHERE u.v IS NOT DISTINCT FROM v.v0 RETURNING u.*;
WITH w AS (UPDATE t1 SET v = (SELECT v0 FROM t0 WHERE v0 IS DISTINCT FROM 'A' ORDER BY 1 LIMIT 1) WHERE id = 3 RETURNING *) SELECT * FROM w;
INSERT INTO t1 SELECT n + 10, v0 FROM t0 WHERE v0 IS DISTINCT FROM 'b' ON CONFLICT (id) DO UPDATE SET v = excluded.v;
