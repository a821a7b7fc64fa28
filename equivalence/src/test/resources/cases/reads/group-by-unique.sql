-- GROUP BY a unique NOT NULL column that is no primary key, or a deferrable primary key: other columns may not stand
-- beside it, but the preview accepts them.
CREATE TABLE t (n int NOT NULL UNIQUE, v text);
INSERT INTO t VALUES (1, 'a');
CREATE TABLE d (id int PRIMARY KEY DEFERRABLE, v text);
INSERT INTO d VALUES (1, 'a');
CREATE TABLE i (id int NOT NULL, v text);
CREATE UNIQUE INDEX ON i (id);
INSERT INTO i VALUES (1, 'a');
--! test
SELECT n, v, count(*) FROM t GROUP BY n;
SELECT id, v, count(*) FROM d GROUP BY id;
SELECT id, v, count(*) FROM i GROUP BY id;
ALTER TABLE d DROP CONSTRAINT d_pkey;
SELECT id, v, count(*) FROM d GROUP BY id;
