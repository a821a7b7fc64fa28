-- A transaction with definitions and a snapshot of its own reads a table that another session defines anew meanwhile.
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE u (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 3) n;
INSERT INTO u SELECT n, n FROM generate_series(1, 3) n;
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT * FROM u ORDER BY id;
ALTER TABLE u ADD COLUMN w int;
--! session b
ALTER TABLE t RENAME COLUMN v TO x;
ALTER TABLE t ADD COLUMN y int DEFAULT 7;
--! session a
SELECT id FROM t ORDER BY id;
SELECT u.w, t.id FROM t JOIN u ON t.id = u.id ORDER BY 2;
COMMIT;
SELECT u.w, t.* FROM t JOIN u ON t.id = u.id ORDER BY 2;
