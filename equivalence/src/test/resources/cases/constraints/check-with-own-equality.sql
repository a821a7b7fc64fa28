-- A CHECK compares by an operator that its text does not name, of a type with an equality of its own.
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE TABLE t1 (id integer PRIMARY KEY, name citext, path ltree);
INSERT INTO t1 VALUES (1, 'Ann', 'a.b'), (2, 'bob', 'a'), (3, NULL, NULL);
--! test
ALTER TABLE t1 ADD COLUMN col1 ltree CHECK (col1 IS DISTINCT FROM 'a');
ALTER TABLE t1 ADD CONSTRAINT named CHECK (name IS DISTINCT FROM 'ANN');
ALTER TABLE t1 ADD CONSTRAINT named CHECK (name IS DISTINCT FROM 'Eve');
ALTER TABLE t1 ADD CONSTRAINT told CHECK (CASE path WHEN 'a' THEN false ELSE true END);
ALTER TABLE t1 ADD CONSTRAINT told CHECK (CASE path WHEN 'a.c' THEN false ELSE true END);
UPDATE t1 SET name = 'eve' WHERE id = 1;
UPDATE t1 SET col1 = 'a' WHERE id = 2;
SELECT * FROM t1 ORDER BY id;
