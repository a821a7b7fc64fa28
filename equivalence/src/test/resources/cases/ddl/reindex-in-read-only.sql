-- REINDEX, which a read-only transaction may run: on 17 and later it is a definition to event triggers.
CREATE TABLE t (id int PRIMARY KEY, v text UNIQUE);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
--! test
BEGIN READ ONLY;
REINDEX TABLE t;
REINDEX INDEX t_v_key;
SELECT * FROM t ORDER BY id;
COMMIT;
UPDATE t SET v = 'c' WHERE id = 1;
BEGIN READ ONLY;
REINDEX TABLE t;
COMMIT;
REINDEX TABLE t;
INSERT INTO t VALUES (3, 'b');
SELECT * FROM t ORDER BY id;
