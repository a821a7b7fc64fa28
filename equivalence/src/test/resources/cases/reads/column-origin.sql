-- The table and column that RowDescription names for a result column are those of an internal relation, or of the
-- table under a view instead of the view: scripts of several statements, CTEs with writes, views.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
CREATE VIEW w AS SELECT id, v FROM t;
CREATE VIEW g AS SELECT v, count(*) AS n FROM t GROUP BY v;
--! test
--! script
UPDATE t SET v = 'c' WHERE id = 1;
SELECT * FROM t;
--! end
SELECT * FROM w;
SELECT * FROM g;
WITH RECURSIVE r (a, b) AS (SELECT id, v FROM t) SELECT x.*, t.* FROM r x JOIN t ON t.id = x.a;
BEGIN;
CREATE TABLE o (LIKE t);
SELECT * FROM t;
COMMIT;
