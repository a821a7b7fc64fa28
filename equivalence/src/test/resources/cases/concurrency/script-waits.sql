-- A statement among several in one Query waits for another session's definition before it is planned, wherever it stands.
CREATE TABLE t (id int PRIMARY KEY, name text, v int);
INSERT INTO t SELECT n, 'n' || n, n % 3 FROM generate_series(1, 9) n;
CREATE TABLE u (id int PRIMARY KEY, name text);
INSERT INTO u SELECT n, 'u' || n FROM generate_series(1, 4) n;
--! test
--! session b
BEGIN;
ALTER TABLE t RENAME COLUMN v TO w;
--! session a
--! blocks
--! script
SELECT count(*) FROM t WHERE w = 1;
SELECT * FROM t WHERE id < 3 ORDER BY id;
--! end
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t ADD COLUMN extra int DEFAULT 5;
--! session a
--! blocks
--! script
SELECT name FROM u WHERE id = 2;
UPDATE t SET extra = extra + 1 WHERE id = 4 RETURNING *;
SELECT * FROM t WHERE id IN (3, 4) ORDER BY id;
--! end
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t DROP COLUMN w;
--! session a
BEGIN;
--! blocks
--! script
INSERT INTO u VALUES (9, 'u9');
SELECT w FROM t WHERE id = 1;
SELECT 1;
--! end
--! session b
COMMIT;
--! session a
--! await
ROLLBACK;
SELECT * FROM u ORDER BY id;
