-- LOCK TABLE waits for readers, and readers for it, also where nothing of the table has changed.
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1), (2);
CREATE VIEW w AS SELECT * FROM t;
--! test
BEGIN;
SELECT count(*) FROM t;
--! session b
BEGIN;
--! blocks
LOCK TABLE t;
--! session a
COMMIT;
BEGIN;
--! blocks
SELECT count(*) FROM t;
--! session b
--! await
COMMIT;
--! session a
--! await
COMMIT;
BEGIN;
LOCK TABLE w;
--! session b
--! blocks
SELECT count(*) FROM w;
--! session a
COMMIT;
BEGIN;
LOCK t IN SHARE MODE;
--! session b
--! await
SELECT count(*) FROM t;
LOCK TABLE t NOWAIT;
BEGIN;
LOCK TABLE t NOWAIT;
ROLLBACK;
BEGIN;
LOCK TABLE t IN SHARE MODE NOWAIT;
ROLLBACK;
--! session a
COMMIT;
