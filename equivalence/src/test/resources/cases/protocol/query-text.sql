-- The text of a statement as the server keeps it: pg_cursors, pg_prepared_statements, pg_stat_activity, current_query().
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'a');
--! test
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT * FROM t ORDER BY id;
SELECT name, statement FROM pg_cursors ORDER BY 1;
COMMIT;
PREPARE p AS SELECT * FROM t WHERE id = $1;
SELECT name, statement FROM pg_prepared_statements ORDER BY 1;
SELECT current_query();
SELECT count(*), current_query() FROM t;
SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid();
UPDATE t SET v = current_query() RETURNING v;
SELECT v FROM t;
--! prepare page
SELECT x.id FROM t x WHERE x.id > 0 ORDER BY x.id DESC LIMIT 5;
--! execute page
--! prepare own
SELECT v, id FROM t WHERE v <> 'it''s' ORDER BY v LIMIT $1 OFFSET 1;
--! execute own 3
SELECT statement FROM pg_prepared_statements WHERE name <> 'p' ORDER BY name;
