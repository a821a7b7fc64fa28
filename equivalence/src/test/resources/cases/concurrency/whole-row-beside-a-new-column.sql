-- A statement with a whole row that waits for a new column is about the row as it is then, also behind others.
CREATE TABLE t (n int PRIMARY KEY, v text);
CREATE TABLE o (id int PRIMARY KEY, v text);
CREATE TABLE k (v text);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
INSERT INTO o VALUES (1, 'x'), (3, 'y');
INSERT INTO k VALUES ('k');
GRANT SELECT ON t, o TO bob;
GRANT SELECT, UPDATE ON k TO bob;
--! test
UPDATE t SET v = 'c' WHERE n = 2;
--! session d=bob
SELECT n FROM t ORDER BY n;
UPDATE k SET v = 'l';
--! prepare held
SELECT n, (x IS NOT DISTINCT FROM x)::text FROM t x ORDER BY n;
--! session e=bob
SELECT v FROM o ORDER BY 1;
--! session a
BEGIN;
LOCK TABLE o;
ALTER TABLE t ADD COLUMN c int[];
--! session c=alice
--! params
--! blocks
SELECT o.id FROM o WHERE EXISTS (SELECT (x IS NOT DISTINCT FROM x)::text FROM t x);
--! session d=bob
--! params
--! blocks
SELECT o.id FROM o WHERE EXISTS (SELECT (x IS NOT DISTINCT FROM x)::text FROM t x) ORDER BY 1;
--! session e=bob
--! blocks
--! pipeline
SELECT v FROM k;
SELECT n, (x IS NOT DISTINCT FROM x)::text FROM t x ORDER BY n;
SELECT v FROM k;
--! end
--! session f=bob
--! blocks
--! script
SELECT v FROM k;
SELECT n, (x IS NOT DISTINCT FROM x)::text FROM t x ORDER BY n;
--! end
--! session a
SELECT o.id, t.v FROM o LEFT JOIN t ON t.n = o.id ORDER BY 1 LIMIT 2;
COMMIT;
--! session c=alice
--! await
--! session d=bob
--! await
--! session e=bob
--! await
--! session f=bob
--! await
--! session d=bob
--! execute held
SELECT (x).c FROM t x ORDER BY n;
