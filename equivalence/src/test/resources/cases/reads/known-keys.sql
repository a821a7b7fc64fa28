-- Rows whose keys the condition tells: production is asked only for those that may show.
CREATE TABLE users (id serial PRIMARY KEY, name varchar(20), parent int REFERENCES users);
INSERT INTO users (name, parent) SELECT 'user ' || g, CASE WHEN g > 10 THEN g % 10 + 1 END FROM generate_series(1, 40) g;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int REFERENCES users, "Total" numeric(8,2), note text);
INSERT INTO orders SELECT g, 1 + g % 40, g * 1.5, 'n' || g FROM generate_series(1, 100) g;
CREATE TABLE docs (id uuid PRIMARY KEY, title text);
INSERT INTO docs SELECT ('00000000-0000-4000-8000-' || lpad(g::text, 12, '0'))::uuid, 'doc ' || g FROM generate_series(1, 5) g;
CREATE TABLE parts (id int PRIMARY KEY, n int) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (50);
CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (50) TO (1000000000);
INSERT INTO parts SELECT g, g * 2 FROM generate_series(1, 99) g;
CREATE TABLE "Odd ""one" (id smallint PRIMARY KEY, "a "" b" int);
INSERT INTO "Odd ""one" VALUES (1, 1), (2, 2);
CREATE FUNCTION describe(users) RETURNS text LANGUAGE sql STABLE AS 'SELECT $1.id || '': '' || $1.name';
--! test
UPDATE users SET name = 'changed' WHERE id IN (3, 4);
DELETE FROM orders WHERE id = 7;
UPDATE orders SET note = 'mine' WHERE id = 8;
INSERT INTO users (name) VALUES ('new') RETURNING id;
UPDATE docs SET title = 'mine' WHERE id = '00000000-0000-4000-8000-000000000002';
UPDATE parts SET n = 0 WHERE id IN (3, 60);
UPDATE "Odd ""one" SET "a "" b" = 5 WHERE id = 2;
SELECT * FROM users WHERE id = 3;
SELECT * FROM users WHERE id = 5;
SELECT * FROM users WHERE id = 41;
SELECT name FROM users WHERE id = 1000 OR id = 3 ORDER BY id;
SELECT u.* FROM users u WHERE u.id IN (3, 5, 41, 99) ORDER BY id;
SELECT * FROM users WHERE users.id = 3 AND name = 'changed' LIMIT 1;
SELECT count(*), max(name) FROM users WHERE id IN (3, 4);
SELECT * FROM orders WHERE id = 7;
SELECT * FROM orders WHERE id = 8 AND "Total" > 1;
SELECT note FROM public.orders AS o WHERE id = 12345678901;
SELECT * FROM orders WHERE id = 8.0 OR false;
SELECT * FROM orders WHERE id = 8.5;
SELECT * FROM docs WHERE id = '00000000-0000-4000-8000-000000000002';
SELECT * FROM docs WHERE id IN ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003') ORDER BY id;
SELECT * FROM docs WHERE id = 'no uuid';
SELECT * FROM parts WHERE id = 60;
SELECT * FROM parts_high WHERE id = 60;
SELECT * FROM parts_low WHERE id = 4;
SELECT * FROM "Odd ""one" WHERE id = 2;
SELECT o::text FROM "Odd ""one" o WHERE o.id = 2;
SELECT row_to_json(u), describe(u), u.describe FROM users u WHERE u.id = 3;
SELECT x, y FROM users AS u (x, y) WHERE x = 3;
SELECT id FROM users AS u (a, id) WHERE id = 'changed';
SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = 8;
SELECT o.id, u.name FROM orders o LEFT JOIN users u ON u.id = o.user_id AND u.name = 'x' WHERE o.id IN (8, 9) ORDER BY 1;
SELECT o.id, u.name FROM orders o LEFT JOIN users u ON u.id = o.user_id WHERE u.id = 3 ORDER BY 1;
SELECT o.id, u.id FROM orders o FULL JOIN users u ON u.id = o.user_id WHERE u.id = 41 ORDER BY 1;
SELECT o.id, u.id FROM orders o RIGHT JOIN users u ON u.id = o.user_id WHERE o.id = 7 ORDER BY 1;
SELECT name FROM users u WHERE u.id = 3 AND EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.id = 8);
SELECT (SELECT name FROM users WHERE id = 3), (SELECT note FROM orders WHERE id = 7);
SELECT name, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) FROM users u WHERE u.id = 3 GROUP BY u.id;
WITH RECURSIVE up AS (SELECT * FROM users WHERE id = 33 UNION ALL SELECT u.* FROM users u JOIN up ON u.id = up.parent) SELECT * FROM up;
SELECT id FROM users WHERE id = 3 UNION ALL SELECT id FROM orders WHERE id = 7;
SELECT * FROM users WHERE id BETWEEN 2 AND 4 AND id = 3;
SELECT * FROM users WHERE NOT id = 3 AND id IN (3, 5);
SELECT * FROM users WHERE id = 3 FOR UPDATE;
INSERT INTO orders SELECT 1000, id, 0, name FROM users WHERE id = 3 RETURNING *;
SELECT * FROM users WHERE id = 3 AND nothing = 1;
SELECT * FROM users WHERE id = 99999999999999999999;
--! params 3
SELECT * FROM users WHERE id = $1;
--! params 3 | changed
SELECT * FROM users WHERE id = $1 AND name = $2;
--! params 3
SELECT $1 AS p, name FROM users WHERE id = $1;
--! params 3 | 5
SELECT name FROM users WHERE id IN ($1, $2) ORDER BY id;
--! params 4000000000
SELECT * FROM users WHERE id = $1::bigint;
--! params 4000000000
SELECT * FROM users WHERE id = $1;
--! prepare by_id
SELECT * FROM users WHERE id = $1;
--! execute by_id 5
--! execute by_id 3
UPDATE users SET name = 'late' WHERE id = 5;
--! execute by_id 5
DELETE FROM users WHERE id = 41;
--! execute by_id 41
PREPARE p (int) AS SELECT name FROM users WHERE id = $1;
EXECUTE p (6);
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM users WHERE id = 6;
UPDATE users SET name = 'later' WHERE id = 6;
FETCH ALL FROM c;
EXECUTE p (6);
ROLLBACK;
EXECUTE p (6);
SELECT current_query() FROM users WHERE id = 3;
GRANT SELECT (id, name) ON users TO alice;
ALTER TABLE users ADD COLUMN city text DEFAULT 'here';
SELECT * FROM users WHERE id = 3;
ALTER TABLE users RENAME id TO uid;
SELECT * FROM users WHERE uid IN (3, 9) ORDER BY uid;
ALTER TABLE orders ALTER id TYPE numeric;
SELECT * FROM orders WHERE id = 8;
TRUNCATE parts;
SELECT * FROM parts WHERE id = 60;
PREPARE by_key (int) AS SELECT uid, name FROM users WHERE uid = $1;
EXECUTE by_key(3);
ALTER TABLE users RENAME name TO title;
EXECUTE by_key(3);
EXECUTE by_key(9);
ALTER TABLE users RENAME title TO name;
EXECUTE by_key(3);
--! session b=alice
SELECT uid, name FROM users WHERE uid = 3;
SELECT * FROM users WHERE uid = 3;
SELECT note FROM orders WHERE id = 8;
SELECT * FROM docs WHERE id = '00000000-0000-4000-8000-000000000002';
SELECT * FROM docs LIMIT 1;
