-- Who may not truncate a table is told so at once, not when its readers are done.
CREATE TABLE t1 (id integer PRIMARY KEY, k text);
INSERT INTO t1 VALUES (1, 'a'), (2, 'b');
GRANT SELECT, DELETE ON t1 TO alice;
--! test
BEGIN;
SELECT * FROM t1 ORDER BY id;
--! session c=alice
TRUNCATE t1 RESTART IDENTITY;
BEGIN READ ONLY;
TRUNCATE t1;
ROLLBACK;
--! session a
COMMIT;
