-- LOCK TABLE, TRUNCATE and definitions that wait for another session's definition of the table.
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 20) n;
CREATE TABLE gone (id int PRIMARY KEY);
INSERT INTO gone VALUES (1);
CREATE VIEW w AS SELECT v FROM t;
--! test
BEGIN;
TRUNCATE t CASCADE;
--! session b
BEGIN;
--! blocks
LOCK TABLE t;
--! session a
COMMIT;
--! session b
--! await
INSERT INTO t VALUES (1, 1);
COMMIT;
SELECT * FROM w;
--! session a
BEGIN;
ALTER TABLE t ADD COLUMN x int DEFAULT 5;
--! session b
BEGIN;
--! blocks
LOCK TABLE t;
--! session a
COMMIT;
--! session b
--! await
SELECT * FROM t;
COMMIT;
--! session a
BEGIN;
DROP TABLE gone;
--! session b
BEGIN;
--! blocks
LOCK TABLE gone;
--! session a
COMMIT;
--! session b
--! await
ROLLBACK;
--! session a
BEGIN;
ALTER TABLE t RENAME TO u;
--! session b
--! blocks
TRUNCATE t;
--! session a
COMMIT;
--! session b
--! await
--! session a
BEGIN;
ALTER TABLE u ADD COLUMN y int DEFAULT 6;
--! session b
--! blocks
ALTER TABLE u ADD COLUMN z int DEFAULT 7;
--! session a
COMMIT;
--! session b
--! await
SELECT * FROM u;
