-- A definition in a READ ONLY transaction fails at once: it waits for no reader before.
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'a'), (2, 'b');

--! test
BEGIN;
SELECT * FROM t ORDER BY id;
--! session b
BEGIN READ ONLY;
ALTER TABLE t RENAME COLUMN note TO remark;
ROLLBACK;
BEGIN READ ONLY;
DROP TABLE t;
ROLLBACK;
--! session a
COMMIT;
SELECT * FROM t ORDER BY id;
