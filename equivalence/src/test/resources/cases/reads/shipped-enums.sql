-- Conditions on enums are computed by production while they mean there what they mean here, and never else.
CREATE TYPE status AS ENUM ('open', 'paid', 'shipped');
CREATE TYPE "Mood" AS ENUM ('sad', 'it''s, ok', 'happy');
CREATE SCHEMA other;
CREATE TYPE other.level AS ENUM ('low', 'high');
CREATE TYPE unused AS ENUM ('a', 'b');
CREATE DOMAIN live AS status CHECK (VALUE <> 'shipped');
CREATE TABLE orders (id int PRIMARY KEY, status status NOT NULL DEFAULT 'open', moods "Mood"[], level other.level, live live);
INSERT INTO orders SELECT g, (ARRAY['open', 'paid', 'shipped'])[1 + g % 3]::status, ARRAY['it''s, ok']::"Mood"[] || (ARRAY['sad', 'happy'])[1 + g % 2]::"Mood",
  (ARRAY['low', 'high', NULL])[1 + g % 3]::other.level, (ARRAY['open', 'paid'])[1 + g % 2]::status FROM generate_series(1, 30) g;
CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders, status status);
INSERT INTO lines SELECT g, 1 + g % 30, (ARRAY['shipped', 'open', 'paid'])[1 + g % 3]::status FROM generate_series(1, 60) g;
--! test
UPDATE orders SET status = 'paid' WHERE id = 9;
SELECT id FROM orders WHERE status = 'paid' ORDER BY id;
SELECT id FROM orders WHERE status > 'open' AND level = 'high' ORDER BY status DESC, id LIMIT 5;
SELECT id FROM orders WHERE status IN ('open', 'shipped') ORDER BY id;
SELECT id FROM orders WHERE status = ANY ('{open,paid}') AND 'sad' = ANY (moods) ORDER BY id;
SELECT id FROM orders WHERE moods = '{"it''s, ok",happy}' OR moods @> '{sad}' AND id < 4 ORDER BY id;
SELECT status, count(*), min(level), max(status) FROM orders GROUP BY status ORDER BY status;
SELECT o.id, l.id FROM orders o JOIN lines l ON l.status = o.status AND l.order_id = o.id ORDER BY 2;
SELECT id FROM orders o WHERE EXISTS (SELECT FROM lines l WHERE l.status = o.status AND l.order_id = o.id) ORDER BY 1;
SELECT id FROM orders WHERE live > 'open' ORDER BY id;
SELECT DISTINCT status FROM orders WHERE status <> 'open' ORDER BY 1;
--! params shipped
SELECT count(*) FROM orders WHERE status = $1;
--! prepare by_status
SELECT count(*) FROM orders WHERE status = $1 AND level IS NOT NULL;
--! execute by_status open
SELECT id FROM orders WHERE status = 'lost';
-- A label more, in a transaction that is undone, then for good.
BEGIN;
ALTER TYPE status ADD VALUE 'packed' BEFORE 'shipped';
SELECT count(*) FROM orders WHERE status > 'paid';
ROLLBACK;
SELECT count(*) FROM orders WHERE status > 'paid';
ALTER TYPE status ADD VALUE 'packed' BEFORE 'shipped';
SELECT id FROM orders WHERE status = 'packed' ORDER BY id;
SELECT count(*) FROM orders WHERE status < 'packed';
SELECT count(*) FROM orders WHERE status IN ('packed', 'open');
--! execute by_status packed
UPDATE orders SET status = 'packed' WHERE id = 10;
SELECT id FROM orders WHERE status = 'packed' ORDER BY id;
SELECT status, count(*) FROM orders GROUP BY 1 ORDER BY 1;
-- Another name for a label, and for a type, elsewhere.
BEGIN;
ALTER TYPE other.level RENAME VALUE 'high' TO 'top';
SELECT count(*) FROM orders WHERE level = 'top';
ROLLBACK;
SELECT count(*) FROM orders WHERE level = 'high';
ALTER TYPE "Mood" RENAME TO feeling;
SELECT id FROM orders WHERE 'sad'::feeling = ANY (moods) ORDER BY id;
SELECT id FROM orders WHERE moods[2] > 'sad' ORDER BY id;
ALTER TYPE other.level SET SCHEMA public;
SELECT count(*) FROM orders WHERE level = 'low';
ALTER TYPE level RENAME VALUE 'low' TO 'bottom';
SELECT count(*) FROM orders WHERE level = 'bottom';
CREATE TYPE other.level AS ENUM ('high', 'low');
SELECT count(*) FROM orders WHERE level::text::other.level < 'low';
-- Types are dropped as if they belonged to nothing.
DROP TYPE unused;
DROP TYPE unused;
DROP TYPE status;
DROP TYPE IF EXISTS unused, feeling;
BEGIN;
DROP TYPE feeling CASCADE;
SELECT * FROM orders ORDER BY id LIMIT 1;
ROLLBACK;
SELECT * FROM orders WHERE 'happy' = ANY (moods) ORDER BY id LIMIT 1;
SAVEPOINT s;
DROP SCHEMA other;
DROP SCHEMA other CASCADE;
CREATE TYPE unused AS ENUM ('b', 'a');
SELECT 'a'::unused > 'b';
DO $$ BEGIN EXECUTE 'DROP TYPE ' || 'unused'; END $$;
ALTER TABLE orders ALTER live TYPE text, DROP moods;
DROP TYPE feeling;
DROP DOMAIN live;
DROP TABLE lines;
DROP TYPE status CASCADE;
SELECT * FROM orders ORDER BY id LIMIT 3;
SELECT t.typname, d.refclassid::regclass, d.deptype FROM pg_depend d JOIN pg_type t ON d.classid = 'pg_type'::regclass AND t.oid = d.objid
WHERE t.typname ~ 'level|status|unused' ORDER BY 1, 2, 3;
