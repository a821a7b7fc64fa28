-- Another session makes a temporary table LIKE one of production: a session inside a READ ONLY transaction never gets an answer again.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 5) n;
--! test
--! session b
BEGIN READ ONLY;
SELECT count(*) FROM t;
--! session a
CREATE TEMP TABLE y (LIKE t);
SELECT count(*) FROM t;
--! session b
SELECT * FROM t;
COMMIT;
