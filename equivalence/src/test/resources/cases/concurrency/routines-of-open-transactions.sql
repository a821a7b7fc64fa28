-- Two sessions define what routines name, each in a transaction that stays open: neither waits for the other.
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE u (id int PRIMARY KEY, v int);
CREATE TABLE w (k int PRIMARY KEY DEFERRABLE, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 9) n;
INSERT INTO u SELECT n, n FROM generate_series(1, 5) n;
INSERT INTO w SELECT n, n FROM generate_series(1, 3) n;
CREATE FUNCTION of_t() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';
CREATE FUNCTION of_u() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM u';
CREATE FUNCTION of_w() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM w';
--! test
BEGIN;
CREATE FUNCTION more() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(v) FROM t) + of_t(); END';
SELECT more();
--! session b
DELETE FROM w WHERE v = 2;
SELECT of_t(), of_u(), of_w();
BEGIN;
ALTER TABLE u RENAME TO v;
CREATE TABLE u (id int);
SELECT of_u(), of_w();
--! session a
ALTER TABLE t RENAME TO s;
CREATE TABLE t (id int, v int);
INSERT INTO t VALUES (1, 40), (2, 50);
SELECT of_t(), of_w(), more();
--! session b
SELECT of_u(), of_w();
COMMIT;
SELECT of_u(), of_w();
--! session a
SELECT of_t(), of_u(), of_w(), more();
COMMIT;
SELECT of_t(), of_u(), of_w(), more();
--! session b
SELECT of_t(), of_u(), of_w(), more();
