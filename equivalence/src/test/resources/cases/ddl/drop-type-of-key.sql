-- A type goes with the columns, keys and unique constraints made of it.
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE t (id int PRIMARY KEY, kind kind UNIQUE, n int);
INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2);
CREATE TABLE u (level level PRIMARY KEY, n int);
INSERT INTO u VALUES ('low', 1), ('high', 2);
CREATE SCHEMA s;
CREATE TYPE s.size AS ENUM ('small', 'large');
CREATE TABLE s.v (size s.size PRIMARY KEY, kind kind);
INSERT INTO s.v VALUES ('small', 'a');
CREATE TABLE w (id int PRIMARY KEY, size s.size REFERENCES s.v);
INSERT INTO w VALUES (1, 'small');
--! test
UPDATE t SET n = 3 WHERE kind = 'a';
SELECT * FROM t ORDER BY kind;
DROP TYPE kind;
DROP TYPE kind CASCADE;
SELECT * FROM t ORDER BY id;
INSERT INTO t VALUES (3, 3);
UPDATE t SET n = 4 WHERE id = 2;
SELECT * FROM t ORDER BY id;
DROP SCHEMA s CASCADE;
SELECT * FROM w;
INSERT INTO w VALUES (2);
SELECT * FROM u WHERE level > 'low';
DROP TABLE u;
DROP TYPE level;
