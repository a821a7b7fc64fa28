-- A session has read unchanged tables in its transaction; another locks or truncates one, and waits; the first reads and writes.
CREATE TABLE t (n int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
CREATE TABLE p (n int PRIMARY KEY) PARTITION BY LIST (n);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
INSERT INTO p VALUES (1);
--! test
LOCK TABLE t;
BEGIN;
SELECT count(*) FROM t;
SELECT count(*) FROM p1;
--! session b
BEGIN;
LOCK TABLE t NOWAIT;
ROLLBACK;
BEGIN;
--! blocks
LOCK TABLE t;
--! session a
SELECT count(*) FROM ONLY t;
INSERT INTO t VALUES (6, 'a');
COMMIT;
--! session b
--! await
COMMIT;
--! session a
BEGIN;
SELECT count(*) FROM p1;
--! session b
--! blocks
TRUNCATE p;
--! session a
SELECT count(*) FROM p1;
COMMIT;
--! session b
--! await
SELECT * FROM p;
--! session c=alice
BEGIN;
LOCK TABLE t;
ROLLBACK;
TRUNCATE t;
