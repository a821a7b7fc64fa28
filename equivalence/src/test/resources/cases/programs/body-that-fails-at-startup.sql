-- What a body in SQL is told of is its own text, without what is done before its statements.
--! until 17
CREATE TABLE t (k text[] PRIMARY KEY, r int, v int);
INSERT INTO t VALUES ('{a}', 3, 1), ('{b}', 4, 2);
CREATE PROCEDURE forget() LANGUAGE sql AS $$ DELETE FROM t WHERE r = 3 $$;
--! test
ALTER TABLE t RENAME COLUMN r TO s;
CALL forget();
ALTER TABLE t RENAME COLUMN s TO r;
CALL forget();
SELECT * FROM t ORDER BY r;
