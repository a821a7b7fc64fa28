-- A partition is dropped where production's rows have no key: they cannot be masked one by one.
CREATE TABLE t0 (id serial, e0 integer, PRIMARY KEY (id) DEFERRABLE) PARTITION BY LIST (id);
CREATE TABLE p0 PARTITION OF t0 FOR VALUES IN (0);
CREATE TABLE p1 PARTITION OF t0 FOR VALUES IN (1, 2);
CREATE TABLE p5 PARTITION OF t0 DEFAULT;
INSERT INTO t0 (e0) VALUES (3), (3), (4), (5);
--! test
--! refused 0A000 drop-keyless-partition
DROP TABLE p5;
SELECT * FROM t0 ORDER BY id;
TRUNCATE p1;
SELECT * FROM t0 ORDER BY id;
DELETE FROM p5;
SELECT * FROM t0 ORDER BY id;
DROP TABLE p5;
UPDATE p0 SET e0 = 0 WHERE id = 11;
INSERT INTO t0 VALUES (0, 1);
SELECT * FROM t0 ORDER BY id;
DROP TABLE t0;
