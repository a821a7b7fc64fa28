-- Who may not alter a table is told so at once, not when its writers are done.
CREATE TABLE t1 (id integer PRIMARY KEY, k text, n integer);
INSERT INTO t1 VALUES (1, 'a', 1), (2, 'b', 2);
GRANT SELECT, INSERT, UPDATE, DELETE ON t1 TO alice;
--! test
BEGIN;
DELETE FROM t1 WHERE k = 'none';
UPDATE t1 SET n = 3 WHERE id = 1;
--! session c=alice
ALTER TABLE t1 ADD CONSTRAINT c0 UNIQUE (id, k);
ALTER TABLE t1 ALTER COLUMN n TYPE text USING n::text;
ALTER TABLE t1 ADD EXCLUDE USING btree (n WITH =);
--! session a
COMMIT;
SELECT * FROM t1 ORDER BY id;
