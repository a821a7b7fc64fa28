-- Syntax errors of statements whose structure is not known: the token and position named are others than on a copy.
CREATE TABLE t (id int PRIMARY KEY, v text);
--! test
DROP TABLE;
ALTER TABLE;
ALTER TABLE t RENAME;
DROP INDEX;
DROP TABLE 314159;
SELECT FROM;
DELETE FROM;
UPDATE t;
INSERT INTO;
COPY (SELECT id INTO x FROM t) TO STDOUT;
COPY (DELETE FROM t) TO STDOUT;
CREATE TABLE;
CREATE ACCESS METHOD "" TYPE INDEX HANDLER h;
SELECT "" FROM t;
BEGIN x;
EXPLAIN;
VALUES;
SELEC 1;
TRUNCATE;
CREATE OPERATOR #@%# (rightarg = int8);
