-- Who reads or writes a partitioned table waits for another session's definition of a partition before it is planned.
CREATE TABLE t (id int, part int, name text, PRIMARY KEY (id, part)) PARTITION BY LIST (part);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
CREATE TABLE t2 PARTITION OF t FOR VALUES IN (2);
INSERT INTO t SELECT n, n % 2 + 1, 'n' || n FROM generate_series(1, 8) n;
CREATE TABLE parent (id int PRIMARY KEY, name text);
CREATE TABLE child (extra int) INHERITS (parent);
INSERT INTO parent VALUES (1, 'p1'), (2, 'p2');
INSERT INTO child VALUES (3, 'c3', 3);
--! test
--! session b
BEGIN;
ALTER TABLE t2 ALTER COLUMN name SET DEFAULT 'x';
ALTER TABLE t2 ADD CHECK (id < 100);
--! session a
--! blocks
SELECT * FROM t ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t DETACH PARTITION t2;
--! session a
--! blocks
SELECT * FROM t ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t ATTACH PARTITION t2 FOR VALUES IN (2);
COMMIT;
BEGIN;
ALTER TABLE t1 ALTER COLUMN name SET DEFAULT 'y';
ALTER TABLE t1 SET (fillfactor = 80);
ALTER TABLE t1 ADD CHECK (id < 200);
--! session a
--! blocks
UPDATE t SET name = name || '!' WHERE id = 3 RETURNING *;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE child ADD COLUMN more int DEFAULT 7;
--! session a
--! blocks
SELECT * FROM parent ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
SELECT * FROM child;
