-- A statement that waits for another session's definition means what the tables are after it.
CREATE TABLE t (id int PRIMARY KEY, name text, v int);
INSERT INTO t SELECT n, 'n' || n, n % 3 FROM generate_series(1, 9) n;
CREATE TABLE u (id int PRIMARY KEY, name text);
INSERT INTO u SELECT n, 'u' || n FROM generate_series(1, 4) n;
CREATE VIEW seen AS SELECT name, v FROM t;
--! test
--! session a
--! prepare p
SELECT * FROM t WHERE id < 3 ORDER BY id;
--! execute p
--! session b
BEGIN;
ALTER TABLE t ADD COLUMN extra int DEFAULT 5;
--! session a
--! blocks
SELECT * FROM t WHERE id < 3 ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t RENAME COLUMN v TO w;
--! session a
--! blocks
SELECT t.w, extra AS e, u.name FROM u JOIN t ON t.id = u.id ORDER BY u.id;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t ALTER COLUMN extra TYPE bigint;
--! session a
BEGIN;
SELECT count(*) FROM u;
--! blocks
SELECT name, extra FROM t WHERE w = 1 ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
SELECT name, extra FROM t WHERE w = 1 ORDER BY id;
COMMIT;
--! session b
BEGIN;
ALTER TABLE t DROP CONSTRAINT t_pkey;
--! session a
--! blocks
SELECT id, name, count(*) FROM t GROUP BY id ORDER BY id;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
DROP VIEW seen;
ALTER TABLE t DROP COLUMN extra;
--! session a
--! blocks
UPDATE t SET extra = 6 WHERE id = 1;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
TRUNCATE u;
--! session a
SET lock_timeout = '50ms';
SELECT * FROM u;
RESET lock_timeout;
BEGIN;
SET LOCAL lock_timeout = '50ms';
SELECT * FROM u;
SELECT 1;
ROLLBACK;
--! blocks
SELECT id, name FROM u;
--! session b
INSERT INTO u VALUES (1, 'new');
COMMIT;
--! session a
--! await
--! session b
BEGIN;
LOCK TABLE u;
--! session a
--! blocks
SELECT id, name FROM u;
--! session b
UPDATE u SET name = 'newer';
COMMIT;
--! session a
--! await
--! session b
BEGIN;
DROP TABLE u;
--! session a
--! blocks
SELECT name FROM u;
--! session b
COMMIT;
--! session a
--! await
--! session b
BEGIN;
ALTER TABLE t ALTER COLUMN w SET DEFAULT 1;
--! session a
--! blocks
INSERT INTO t (id) VALUES (100) RETURNING *;
--! session b
ROLLBACK;
--! session a
--! await
SELECT * FROM t ORDER BY id;
