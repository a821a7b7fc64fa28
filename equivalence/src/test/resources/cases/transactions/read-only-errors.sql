-- Writes in a read-only transaction: the error names the wrong command, since copy-up fails before the statement.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
--! test
BEGIN READ ONLY;
DELETE FROM t WHERE id = 1;
ROLLBACK;
BEGIN READ ONLY;
UPDATE t SET v = 'x' WHERE id = 1;
ROLLBACK;
BEGIN READ ONLY;
INSERT INTO t VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET v = excluded.v;
ROLLBACK;
BEGIN READ ONLY;
SELECT * FROM t WHERE id = 3 FOR NO KEY UPDATE;
ROLLBACK;
BEGIN READ ONLY;
SELECT * FROM t WHERE id = 3 FOR KEY SHARE;
ROLLBACK;
BEGIN READ ONLY;
MERGE INTO t USING (VALUES (1)) s (id) ON s.id = t.id WHEN MATCHED THEN DELETE;
ROLLBACK;
SET default_transaction_read_only = on;
DELETE FROM t WHERE id = 1;
TRUNCATE t;
RESET default_transaction_read_only;
