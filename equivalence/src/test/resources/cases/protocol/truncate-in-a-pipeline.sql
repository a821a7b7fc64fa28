-- What follows a TRUNCATE without waiting for its answer is planned with it.
CREATE TABLE t0 (id integer PRIMARY KEY, c0 smallint);
CREATE TABLE t1 (n integer PRIMARY KEY, d0 daterange, r integer REFERENCES t0 (id));
INSERT INTO t0 VALUES (1, 1), (2, 2);
INSERT INTO t1 VALUES (1, '[2025-01-01,2025-01-05)', 1);
--! test
BEGIN;
--! pipeline
SELECT count(*) FROM t1;
TRUNCATE t0 RESTART IDENTITY CASCADE;
SELECT d0, n FROM t1 WHERE d0 <> 'empty';
INSERT INTO t0 VALUES (3, 3);
SELECT t0.id, c0, t1.n FROM t0 LEFT JOIN t1 ON r = id;
--! end
ROLLBACK;
--! script
TRUNCATE t1;
SELECT d0, n FROM t1;
TRUNCATE t0, t1;
SELECT id FROM t0;
--! end
