-- Rows are added to a table without a key while another session's first write to it is not committed.
CREATE TABLE t (n int, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
--! test
BEGIN;
UPDATE t SET v = 'a' WHERE n = 1;
--! session b
INSERT INTO t VALUES (6, 'b');
SELECT * FROM t ORDER BY n;
--! session a
SELECT * FROM t ORDER BY n;
ROLLBACK;
BEGIN;
DELETE FROM t WHERE n = 6;
--! session b
INSERT INTO t VALUES (7, 'b');
--! session a
COMMIT;
SELECT * FROM t ORDER BY n;
--! session b
UPDATE t SET v = v || '!';
SELECT * FROM t ORDER BY n;
