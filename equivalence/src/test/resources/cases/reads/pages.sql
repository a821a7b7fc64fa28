-- A page of a changed table: production sorts and cuts off, without the rows that are masked, and upper's come in between.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, name text, at timestamp, amount numeric(10,2), mood mood, "Mixed" varchar(20), "order" int);
INSERT INTO t SELECT g, 'name ' || g % 37, '2024-01-01'::timestamp + g * interval '1 hour',
  CASE WHEN g % 10 > 0 THEN g % 90 END, (ARRAY['sad', 'ok', 'happy']::mood[])[1 + g % 3], 'm' || g % 7, g % 11 FROM generate_series(1, 400) g;
CREATE INDEX ON t (at);
CREATE TABLE guarded (id int PRIMARY KEY, seen text, secret text);
INSERT INTO guarded SELECT g, 's' || g, 'x' FROM generate_series(1, 20) g;
GRANT SELECT (id, seen) ON guarded TO alice;
CREATE TABLE owned (id int PRIMARY KEY, who text);
INSERT INTO owned SELECT g, CASE WHEN g % 2 = 0 THEN 'alice' ELSE 'x' END FROM generate_series(1, 20) g;
ALTER TABLE owned ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON owned USING (who = current_user);
GRANT SELECT ON owned TO alice;
CREATE TABLE pairs (a int, b int, v text, PRIMARY KEY (a, b));
INSERT INTO pairs SELECT g / 10, g % 10, 'v' || g FROM generate_series(1, 50) g;
-- taken for large
ANALYZE;
UPDATE pg_class SET reltuples = 20000 WHERE relname IN ('t', 'pairs', 'guarded', 'owned');
--! test
UPDATE t SET amount = 1000 + id WHERE id IN (3, 200, 399);
UPDATE t SET at = '2025-06-01' WHERE id IN (1, 2);
DELETE FROM t WHERE id IN (400, 398, 5, 6, 7);
INSERT INTO t VALUES (1000, 'name 3', '2023-01-01', NULL, 'happy', 'm3', 5), (1001, 'zz', '2026-01-01', 7, NULL, NULL, NULL);
DELETE FROM guarded WHERE id = 1;
DELETE FROM owned WHERE id = 2;
DELETE FROM pairs WHERE a = 0 AND b < 4;
SELECT * FROM t ORDER BY id LIMIT 5;
SELECT id FROM t ORDER BY id DESC LIMIT 3;
SELECT id, at FROM t ORDER BY at DESC, id LIMIT 4;
SELECT id, at FROM t ORDER BY at, id LIMIT 4 OFFSET 3;
SELECT t.id, t.amount FROM t ORDER BY t.amount DESC NULLS LAST, t.id LIMIT 6;
SELECT x.id, x.amount AS a FROM t AS x WHERE x.amount IS NULL ORDER BY x.id OFFSET 2 LIMIT 5;
SELECT id, amount FROM public.t ORDER BY amount NULLS FIRST, id DESC FETCH FIRST 5 ROWS ONLY;
SELECT id, mood FROM t WHERE mood > 'sad' ORDER BY mood DESC, id LIMIT 7;
SELECT id, "Mixed" FROM t WHERE "Mixed" LIKE 'm%' ORDER BY "Mixed" DESC, id LIMIT 5;
SELECT id, name FROM t WHERE name = 'name 3' OR name = 'zz' ORDER BY name DESC, id LIMIT 8;
SELECT id, "order" FROM t ORDER BY "order", id LIMIT 8;
-- names that mean a column of the result
SELECT id, -amount AS amount FROM t ORDER BY amount, id LIMIT 5;
SELECT id AS at, at AS id FROM t ORDER BY at LIMIT 5;
SELECT name AS id, id AS name FROM t ORDER BY name DESC LIMIT 3;
SELECT id, amount::int FROM t WHERE amount > 5 ORDER BY amount, id LIMIT 5;
SELECT id, lower(name) FROM t ORDER BY lower, id LIMIT 5;
SELECT id, lower(name) AS n FROM t ORDER BY lower(name), id LIMIT 5;
SELECT id, at FROM t ORDER BY 2 DESC LIMIT 3;
SELECT id + 1 AS id FROM t ORDER BY id + 0 DESC LIMIT 3;
SELECT id, amount FROM t ORDER BY amount - id, id LIMIT 3;
SELECT id, id FROM t ORDER BY id LIMIT 2;
SELECT id, -id AS id FROM t ORDER BY id LIMIT 2;
-- more than a row for a row
SELECT generate_series(1, id) FROM t WHERE id < 12 ORDER BY id LIMIT 9;
SELECT id, count(*) OVER () FROM t ORDER BY id LIMIT 2;
SELECT id, row_number() OVER (ORDER BY at) FROM t ORDER BY at, id LIMIT 3;
SELECT DISTINCT name FROM t ORDER BY name LIMIT 3;
SELECT amount FROM t WHERE amount > 80 ORDER BY amount DESC FETCH FIRST 5 ROWS WITH TIES;
--! known whole-row-origin
SELECT t FROM t ORDER BY id LIMIT 2;
SELECT t.*, id FROM t ORDER BY id LIMIT 2;
SELECT *, amount * 2 AS twice FROM t ORDER BY twice DESC NULLS LAST, id LIMIT 2;
SELECT id FROM t WHERE at > '2024-01-10'::timestamp + interval '1 day' AND at < now() ORDER BY at, id LIMIT 3;
SELECT id FROM t WHERE EXISTS (SELECT FROM guarded g WHERE g.id = t.id) ORDER BY id LIMIT 4;
SELECT id FROM t WHERE id IN (1, 2, 5, 8, 399, 1000) ORDER BY id DESC LIMIT 4;
SELECT id FROM t ORDER BY id LIMIT 0;
SELECT id FROM t ORDER BY id LIMIT NULL OFFSET 391;
SELECT id FROM t ORDER BY id OFFSET 391 LIMIT ALL;
SELECT id FROM t ORDER BY id LIMIT -1;
SELECT id FROM t WHERE id > 395 ORDER BY id LIMIT 10000;
--! any-row
SELECT 1 FROM t WHERE id > 390 LIMIT 1;
-- names and comments in any place
--! whole
SELECT "O".id /* key */, "O"."Mixed" -- kept
FROM public . t /* all */ AS "O" -- of them
WHERE "O".id > 3 -- not the first
  AND "O"."order" IS NOT NULL -- placed
ORDER BY "O"."Mixed" -- first
  , "O".id DESC -- then
LIMIT 4 -- few
OFFSET /* some */ 2 -- end
--! end
SELECT X.ID, x.Name FROM T x WHERE (X.id, x.name) > (3, 'name 1') ORDER BY X.NAME, x.id LIMIT 3;
SELECT id FROM t WHERE name ILIKE '%;)) AS x LIMIT 1 --%' OR id IN (8, 9) ORDER BY id LIMIT 3;
SELECT id, CASE WHEN amount > 50 THEN 'much' ELSE name END FROM t ORDER BY id LIMIT 3;
SELECT id, CASE WHEN amount > 50 THEN 'much' ELSE name END FROM t ORDER BY name, id LIMIT 3;
-- errors have the places that they have on a copy
SELECT id FROM t WHERE id = 'x' ORDER BY id LIMIT 3;
SELECT id FROM t WHERE name = 5 ORDER BY id LIMIT 3;
SELECT id FROM t WHERE amount > 1 ORDER BY name + 1 LIMIT 3;
SELECT id FROM t WHERE id / 0 = 1 ORDER BY id LIMIT 3;
SELECT nothing FROM t ORDER BY id LIMIT 3;
SELECT id FROM t ORDER BY nothing LIMIT 3;
SELECT id FROM t x WHERE t.id = 1 ORDER BY id LIMIT 3;
--! params 4 | 2
SELECT id, at FROM t WHERE id > 2 ORDER BY id LIMIT $1::bigint OFFSET $2::bigint;
--! prepare page
SELECT id, name FROM t WHERE name > $1 ORDER BY name, id LIMIT $2 OFFSET $3;
--! execute page name 2 | 4 | 0
--! execute page name 2 | 4 | 5
DELETE FROM t WHERE id IN (2, 39);
--! execute page name 2 | 4 | 0
--! execute page name 2 | \N | 40
--! execute page name 2 | 3 | 9223372036854775807
--! execute page name 2 | 9223372036854775807 | 350
--! execute page name 2 | 3 | \N
BEGIN;
UPDATE t SET at = '2030-01-01' WHERE id = 77;
DELETE FROM t WHERE id = 1001;
SELECT id, at FROM t ORDER BY at DESC LIMIT 3;
ROLLBACK;
SELECT id, at FROM t ORDER BY at DESC LIMIT 3;
ALTER TABLE t ADD COLUMN note text DEFAULT 'none';
SELECT id, note FROM t WHERE note = 'none' ORDER BY note, id DESC LIMIT 3;
ALTER TABLE t RENAME COLUMN name TO title;
SELECT id, title FROM t ORDER BY title DESC, id LIMIT 3;
ALTER TABLE t ALTER COLUMN "order" TYPE text USING "order"::text;
SELECT id, "order" FROM t ORDER BY "order", id LIMIT 3;
SELECT * FROM pairs ORDER BY a, b LIMIT 3;
SET ROLE alice;
SELECT id, seen FROM guarded ORDER BY id LIMIT 2;
SELECT id, secret FROM guarded ORDER BY id LIMIT 2;
SELECT * FROM owned ORDER BY id LIMIT 3;
SELECT id FROM t ORDER BY id LIMIT 3;
RESET ROLE;
DECLARE c CURSOR WITH HOLD FOR SELECT id, title FROM t ORDER BY id LIMIT 3;
FETCH ALL FROM c;
PREPARE p (int) AS SELECT id, title FROM t ORDER BY id DESC LIMIT $1;
EXECUTE p(2);
SELECT * FROM (SELECT id FROM t ORDER BY id LIMIT 3) x;
WITH x AS (SELECT id, title FROM t ORDER BY id LIMIT 3) SELECT * FROM x ORDER BY id DESC LIMIT 2;
(SELECT id FROM t ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM t ORDER BY id DESC LIMIT 2);
TABLE t ORDER BY id LIMIT 1;
