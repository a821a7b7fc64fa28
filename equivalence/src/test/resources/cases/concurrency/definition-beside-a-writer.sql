-- A session has written to a table, or read it with others' rows, and reads it again while another one waits to define it.
CREATE TABLE t (n serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' || n FROM generate_series(1, 5) n;
CREATE TABLE u (n int PRIMARY KEY REFERENCES t, v text);
INSERT INTO u VALUES (1, 'x'), (2, 'y');
--! test
BEGIN;
INSERT INTO t (v) VALUES ('mine') RETURNING *;
--! session b
--! blocks
ALTER TABLE t ADD COLUMN w int DEFAULT 7;
--! session a
SELECT * FROM t ORDER BY n;
UPDATE t SET v = 'A' WHERE n = 1;
SELECT count(*) FROM u;
COMMIT;
--! session b
--! await
SELECT * FROM t ORDER BY n;
--! session a
BEGIN;
SELECT v FROM u WHERE NOT EXISTS (SELECT FROM t WHERE t.v = u.v AND t.n::text ~ u.v) ORDER BY v;
--! session b
--! blocks
ALTER TABLE u ALTER COLUMN v SET NOT NULL;
--! session a
SELECT count(*) FROM u;
SELECT * FROM u ORDER BY n;
COMMIT;
--! session b
--! await
BEGIN;
SELECT count(*) FROM u;
--! session a
--! blocks
TRUNCATE u;
--! session b
INSERT INTO u VALUES (3, 'z');
SELECT * FROM u ORDER BY n;
COMMIT;
--! session a
--! await
SET lock_timeout = '100ms';
--! session b
BEGIN;
SELECT count(*) FROM t;
--! session a
ALTER TABLE t DROP COLUMN w;
LOCK TABLE t NOWAIT;
BEGIN;
LOCK TABLE t NOWAIT;
ROLLBACK;
