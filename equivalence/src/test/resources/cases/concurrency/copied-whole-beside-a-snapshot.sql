-- A table without a key is copied whole by one session, while another one's snapshot is older: it goes on to show the old rows.
CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, 'x'), (2, 'y');
CREATE TABLE o (n int PRIMARY KEY);
INSERT INTO o VALUES (1);
--! test
--! session b
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT * FROM o;
--! session a
UPDATE t SET b = 'changed' WHERE a = 1;
SELECT * FROM t ORDER BY a;
--! session b
SELECT * FROM t ORDER BY a;
SELECT count(*) FROM t;
SAVEPOINT s;
DELETE FROM t WHERE a = 1;
ROLLBACK TO s;
UPDATE t SET b = 'mine' WHERE a = 1;
ROLLBACK TO s;
SELECT * FROM t ORDER BY a;
COMMIT;
SELECT * FROM t ORDER BY a;
