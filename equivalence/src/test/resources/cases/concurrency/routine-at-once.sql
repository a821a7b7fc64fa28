-- A routine may be called by others as soon as its maker has been told that it is there.
CREATE TABLE t (id int PRIMARY KEY, n int);
INSERT INTO t SELECT i, i FROM generate_series(1, 5) i;
--! test
--! session b
UPDATE t SET n = 50 WHERE id = 5;
--! session a
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT sum(n) FROM t';
--! session b
SELECT total();
--! session a
CREATE OR REPLACE FUNCTION total() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(n) + 1000 FROM t); END';
--! session b
SELECT total();
--! session a
BEGIN;
CREATE PROCEDURE add(k int) LANGUAGE sql AS 'UPDATE t SET n = n + k';
COMMIT;
--! session b
CALL add(1);
--! session a
CREATE FUNCTION name_of(k int) RETURNS text LANGUAGE plpgsql AS 'DECLARE n text; BEGIN EXECUTE ''SELECT n FROM t WHERE id = $1'' INTO n USING k; RETURN n; END';
--! disconnect
--! session b
SELECT name_of(5), total();
