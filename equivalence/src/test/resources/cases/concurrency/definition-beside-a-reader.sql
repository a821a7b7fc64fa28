-- A session has read an unchanged table in its transaction; another defines it anew, and waits; the first one writes.
CREATE TABLE t (n int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
CREATE TABLE u (n int PRIMARY KEY REFERENCES t);
INSERT INTO u VALUES (1), (2);
--! test
BEGIN;
SELECT count(*) FROM t;
SELECT count(*) FROM u;
--! session b
--! blocks
ALTER TABLE t ADD COLUMN w int DEFAULT 7;
--! session a
INSERT INTO t VALUES (6, 'a');
UPDATE t SET v = 'A' WHERE n = 1;
COMMIT;
--! session b
--! await
SELECT * FROM t ORDER BY n;
--! session a
BEGIN;
SELECT count(*) FROM u;
--! session b
BEGIN;
ALTER TABLE t SET SCHEMA public;
--! session a
SELECT count(*) FROM u;
ROLLBACK;
--! session b
ROLLBACK;
DROP TABLE u, t;
