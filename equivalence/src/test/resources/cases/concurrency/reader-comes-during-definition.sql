-- A definition waits for another table, with its own locked already, when somebody comes to read that, or what is over it.
CREATE TABLE parent (n int PRIMARY KEY);
INSERT INTO parent VALUES (1), (2);
CREATE TABLE t (n int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
CREATE VIEW w AS SELECT n, upper(v) AS v FROM t;
--! test
UPDATE t SET v = 'changed' WHERE n = 2;
--! session writer
BEGIN;
INSERT INTO parent VALUES (3);
--! session a
--! blocks
ALTER TABLE t ADD COLUMN p int DEFAULT 1 REFERENCES parent;
--! session reader
--! blocks
SELECT n + 0 AS n, v || '' AS v FROM t ORDER BY n;
--! session other
--! blocks
SELECT n + 0 AS n, v || '' AS v FROM w ORDER BY n;
--! session counter
--! blocks
SELECT count(*), max(v) FROM t;
--! session keyed
--! blocks
SELECT n + 0 AS n, v || '' AS v FROM t WHERE n = 2;
--! session writer
COMMIT;
--! session a
--! await
--! session reader
--! await
--! session other
--! await
--! session counter
--! await
--! session keyed
--! await
--! session a
BEGIN;
LOCK TABLE t;
--! session reader
--! blocks
SELECT n + 0 AS n, v || '' AS v FROM t ORDER BY n;
--! session a
ALTER TABLE t ADD COLUMN q int DEFAULT 2;
COMMIT;
--! session reader
--! await
SELECT * FROM w ORDER BY n;
