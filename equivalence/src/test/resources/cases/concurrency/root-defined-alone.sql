-- What is a partitioned table's alone is defined beside readers of its partitions, and what is its partitions' too waits.
CREATE SCHEMA s;
CREATE TABLE t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
CREATE TABLE t2 PARTITION OF t DEFAULT;
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 20) n;
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM t1;
--! session b
ALTER TABLE t RENAME TO u;
ALTER TABLE u OWNER TO alice;
CREATE POLICY p ON u USING (id > 3);
ALTER TABLE u ENABLE ROW LEVEL SECURITY;
ALTER TABLE u SET SCHEMA s;
ALTER TABLE s.u REPLICA IDENTITY FULL;
--! session a
SELECT count(*) FROM t1;
SELECT count(*) FROM s.u;
INSERT INTO t1 VALUES (0, 'zero');
SELECT count(*) FROM t1;
COMMIT;
SELECT count(*) FROM t1;
SELECT count(*) FROM s.u;
BEGIN;
SELECT count(*) FROM t1;
--! session b
--! blocks
ALTER TABLE s.u ADD COLUMN w int;
--! session a
COMMIT;
--! session b
--! await
SELECT * FROM t1 ORDER BY id;
