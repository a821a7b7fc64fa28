-- In one Query message of several statements: a write with RETURNING that fails sends RowDescription before its error; a
-- copy sends the error alone.
CREATE TABLE t (id int PRIMARY KEY, v text CHECK (v <> 'x'));
INSERT INTO t VALUES (1, 'a');
--! test
--! script
INSERT INTO t VALUES (2, 'x') ON CONFLICT (id) DO NOTHING RETURNING *;
SELECT * FROM t;
--! end
--! script
UPDATE t SET v = 'x' WHERE id = 1 RETURNING *;
SELECT * FROM t;
--! end
