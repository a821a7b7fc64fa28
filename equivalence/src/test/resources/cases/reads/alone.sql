-- Large tables that a statement reads alone, for which production is asked for no estimate.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int PRIMARY KEY, name text COLLATE "C", at timestamptz, mood mood, tags int[], gone int, n numeric(8,2) DEFAULT 7);
INSERT INTO t SELECT g, 'name ' || g, '2024-01-01'::timestamptz + g * interval '1 hour', 'ok', ARRAY[g], g FROM generate_series(1, 300) g;
ALTER TABLE t DROP COLUMN gone;
CREATE TABLE part (id int, k int, v text, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10) TO (20);
INSERT INTO part SELECT g, g % 20, 'v' || g FROM generate_series(1, 60) g;
CREATE TABLE keyless (a int, b text);
INSERT INTO keyless SELECT g, 'b' || g FROM generate_series(1, 20) g;
CREATE TABLE untouched (id int PRIMARY KEY);
INSERT INTO untouched VALUES (5);
CREATE VIEW w AS SELECT id, name FROM t WHERE id < 10;
ANALYZE;
UPDATE pg_class SET reltuples = 50000 WHERE relname IN ('t', 'part', 'part_1', 'part_2', 'keyless', 'untouched');
--! test
SELECT * FROM t WHERE id = 7;
SELECT name, mood FROM t WHERE mood = 'ok' AND name > 'name 29' ORDER BY at DESC LIMIT 3;
SELECT t.* FROM t ORDER BY name LIMIT 2 OFFSET 2;
SELECT x.id AS k FROM t x WHERE x.tags = ARRAY[5] OR x.at < '2024-01-01 03:00+00' ORDER BY 1;
SELECT id FROM t WHERE id IN (3, 5, 999);
SELECT name FROM t WHERE lower(name) = 'name 12';
SELECT id FROM t WHERE id = 'x';
SELECT missing FROM t;
SELECT id FROM t WHERE 1 / (id - 5) > 0 ORDER BY id;
SELECT id, ctid FROM t WHERE id = 1 AND false;
SELECT id FROM t WHERE id = 3 FOR UPDATE;
SELECT * FROM part WHERE id = 15;
SELECT * FROM part ORDER BY id DESC LIMIT 3;
SELECT * FROM part_2 ORDER BY id LIMIT 3;
SELECT * FROM keyless WHERE a = 4;
SELECT * FROM w ORDER BY id;
--! params 9
SELECT id, name FROM t WHERE id = $1;
--! prepare p
SELECT id, name, n FROM t WHERE id = $1;
--! execute p 4
--! prepare q
SELECT id, name FROM t WHERE name >= $1 ORDER BY name LIMIT 2;
--! execute q name 4
UPDATE t SET name = 'changed' WHERE id IN (4, 40);
DELETE FROM t WHERE id = 41;
INSERT INTO t (id, name) VALUES (1000, 'name 400');
--! execute p 4
--! execute p 41
--! execute p 6
--! execute q name 4
SELECT * FROM t WHERE id = 7;
SELECT * FROM t WHERE id = 40;
SELECT id, n FROM t WHERE id IN (40, 41, 42, 1000) ORDER BY id;
SELECT id FROM t ORDER BY name DESC LIMIT 3;
DELETE FROM part WHERE id = 15;
UPDATE part SET k = 15 WHERE id = 2;
SELECT * FROM part WHERE id IN (2, 15) ORDER BY id;
SELECT * FROM part ORDER BY id DESC LIMIT 3;
SELECT * FROM part_2 ORDER BY id LIMIT 3;
UPDATE keyless SET b = 'changed' WHERE a = 4;
SELECT * FROM keyless WHERE a IN (4, 5) ORDER BY a;
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id, name FROM t WHERE id > 38 ORDER BY id;
FETCH 3 FROM c;
FETCH PRIOR FROM c;
COMMIT;
PREPARE one AS SELECT id, name FROM t WHERE id = $1 AND id > 0;
PREPARE two AS SELECT part.v FROM part WHERE v > 'v1' ORDER BY v LIMIT 2;
PREPARE three AS SELECT * FROM untouched x WHERE id = 5;
SELECT statement FROM pg_prepared_statements WHERE from_sql ORDER BY name;
EXECUTE one(40);
EXECUTE two;
EXECUTE three;
COPY (SELECT id, name FROM t WHERE id < 6 ORDER BY id) TO STDOUT;
ALTER TABLE t RENAME COLUMN name TO label;
ALTER TABLE t ADD COLUMN extra int DEFAULT 5;
SELECT * FROM t WHERE id = 7;
SELECT label, extra FROM t WHERE id = 40;
SELECT id, label FROM t ORDER BY label DESC LIMIT 2;
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
SELECT id, mood FROM t WHERE id = 8;
SELECT id FROM t WHERE mood = 'fine' ORDER BY id LIMIT 2;
ALTER TABLE t ALTER COLUMN id TYPE bigint;
SELECT id, label FROM t WHERE id = 8;
SELECT id, label FROM t ORDER BY id DESC LIMIT 2;
--! session b=alice
SELECT * FROM untouched WHERE id = 5;
SELECT label FROM t WHERE id = 7;
SELECT v FROM part ORDER BY v LIMIT 1;
