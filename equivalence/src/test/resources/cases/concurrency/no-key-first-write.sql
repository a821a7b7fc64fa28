-- The first write to a table without a key (or only a deferrable one) waits for every session that has read the table in an
-- open transaction; with two such sessions it ends in a deadlock error for a plain SELECT.
CREATE TABLE t (n int, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
--! test
BEGIN;
SELECT count(*) FROM t;
--! session b
UPDATE t SET v = 'b' WHERE n = 1;
SELECT n FROM t WHERE n = 2 FOR SHARE;
--! session a
SELECT count(*) FROM t;
COMMIT;
