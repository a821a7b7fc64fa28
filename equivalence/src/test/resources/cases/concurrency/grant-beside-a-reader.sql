-- GRANT and REVOKE wait for nobody who reads the table.
CREATE TABLE t (id int PRIMARY KEY, note text);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
CREATE TABLE bare (n int);
INSERT INTO bare VALUES (1), (2);
CREATE VIEW w AS SELECT * FROM t;
GRANT SELECT ON w TO bob;

--! test
INSERT INTO t VALUES (3, 'c');
BEGIN;
SELECT * FROM t ORDER BY id;
SELECT * FROM bare ORDER BY n;
--! session b
GRANT SELECT ON t TO alice;
GRANT SELECT, UPDATE ON bare TO alice;
--! session c=alice
SELECT * FROM t ORDER BY id;
UPDATE t SET note = 'x' WHERE id = 1;
UPDATE bare SET n = 5 WHERE n = 1;
SELECT * FROM bare ORDER BY n;
--! session d=bob
SELECT * FROM w ORDER BY id;
SELECT * FROM t ORDER BY id;
--! session b
REVOKE SELECT ON t FROM alice;
GRANT UPDATE ON t TO alice;
--! session c=alice
SELECT * FROM t ORDER BY id;
UPDATE t SET note = 'y';
--! session a
COMMIT;
--! session b
GRANT SELECT (id) ON t TO alice;
--! session c=alice
SELECT id FROM t ORDER BY id;
SELECT note FROM t ORDER BY id;
--! session d=bob
SELECT * FROM w ORDER BY id;
