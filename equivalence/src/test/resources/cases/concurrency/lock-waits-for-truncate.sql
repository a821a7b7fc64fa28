-- LOCK TABLE, TRUNCATE and definitions of tables that another session truncates.
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE u (id int PRIMARY KEY, v int);
CREATE TABLE n (id int, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 20) n;
INSERT INTO u SELECT * FROM t;
INSERT INTO n SELECT * FROM t;
--! test
BEGIN;
TRUNCATE t, u, n;
--! session b
--! blocks
TRUNCATE t;
--! session c
--! blocks
ALTER TABLE u ADD COLUMN w int DEFAULT 3;
--! session d
BEGIN ISOLATION LEVEL REPEATABLE READ;
--! blocks
LOCK TABLE n;
--! session a
INSERT INTO t VALUES (1, 2);
INSERT INTO u VALUES (1, 2);
INSERT INTO n VALUES (1, 2);
COMMIT;
--! session b
--! await
--! session c
--! await
--! session d
--! await
COMMIT;
SELECT * FROM t;
SELECT * FROM u;
SELECT * FROM n;
