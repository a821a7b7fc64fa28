-- A definition in a transaction that began before another session's definition of the same table.
CREATE SCHEMA s1;
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE c (id int PRIMARY KEY, t int REFERENCES t);
CREATE TABLE other (id int PRIMARY KEY);
INSERT INTO t SELECT n, n FROM generate_series(1, 9) n;
INSERT INTO c SELECT n, n FROM generate_series(1, 9) n;
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM t;
COMMIT;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM other;
--! session b
CREATE TABLE child () INHERITS (t);
ALTER TABLE t ALTER COLUMN v SET DEFAULT 5;
--! session a
--! refused 40001 stale-definition
ALTER TABLE t SET SCHEMA s1;
--! disconnect
--! session e
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM other;
--! session b
ALTER TABLE c ADD COLUMN n int, ADD COLUMN m int;
--! session e
--! refused 40001 stale-definition
ALTER TABLE c DROP COLUMN n;
--! disconnect
--! session d
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM t;
ALTER TABLE t SET SCHEMA s1;
ALTER TABLE other ADD COLUMN v int DEFAULT 3;
COMMIT;
SELECT * FROM s1.t ORDER BY id;
SELECT * FROM other;
