-- What is grouped by its key shows its other columns, also those of types that cannot be grouped by.
CREATE TABLE users (id int PRIMARY KEY, name text, settings json, page xml);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, amount int, details json);
INSERT INTO users VALUES (1, 'ann', '{"b":1,  "a":2, "a":3}', '<p>1</p>'), (2, 'bob', NULL, '<?xml version="1.0"?><q/>'), (3, 'cy', '[1, 2 ]', NULL);
INSERT INTO orders VALUES (1, 1, 10, '{"n": 1}'), (2, 1, 20, NULL), (3, 2, 5, '"x"'), (4, NULL, 7, '{"n": 4}');
CREATE TABLE places (id int PRIMARY KEY, at point);
INSERT INTO places VALUES (1, '(1,2)'), (2, NULL);
CREATE TABLE large (id int PRIMARY KEY, v int, j json, x xml);
INSERT INTO large SELECT n, n % 3, '{"n" : 1}', '<n/>' FROM generate_series(1, 30) n;
UPDATE pg_class SET reltuples = 100000 WHERE relname = 'large';
--! test
--! known whole-row-origin
SELECT users.*, count(orders.id) FROM users LEFT JOIN orders ON orders.user_id = users.id GROUP BY users.id ORDER BY users.id;
--! known whole-row-origin
SELECT * FROM users GROUP BY id ORDER BY id;
--! known whole-row-origin
SELECT u.settings, u.settings ->> 'a' AS a, settings::text, max(o.amount) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id ORDER BY u.id;
SELECT u.id, json_agg(u.settings), xmlagg(page) FROM users u GROUP BY u.id ORDER BY 1;
--! known whole-row-origin
SELECT u.id, o.details, u.settings, u.page FROM users u RIGHT JOIN orders o ON o.user_id = u.id GROUP BY o.id, u.id ORDER BY o.id;
SELECT u.id FROM users u GROUP BY u.id HAVING u.settings ->> 'a' = '3' ORDER BY u.settings::text;
SELECT count(*) FROM (SELECT u.settings FROM users u GROUP BY u.id) x;
SELECT id, settings FROM users GROUP BY id, settings;
SELECT id FROM users GROUP BY id ORDER BY settings;
UPDATE users SET settings = '{"z" : [1,2]}' WHERE id = 2;
--! known whole-row-origin
SELECT users.*, count(orders.id) FROM users LEFT JOIN orders ON orders.user_id = users.id GROUP BY users.id ORDER BY users.id;
--! known whole-row-origin
SELECT u.id, u.settings, row_to_json(u), to_json(u.*) FROM users u GROUP BY u.id ORDER BY u.id;
SELECT u.id, u::text, count(u) FROM users u GROUP BY u.id ORDER BY u.id;
SELECT u.id, row_to_json(u), json_agg(o ORDER BY o.id), count(u), (u IS NULL) AS absent, u::text FROM orders o LEFT JOIN users u ON o.user_id = u.id GROUP BY u.id ORDER BY u.id;
SELECT o.id, to_jsonb(o.*), array_agg(u.id) FROM orders o LEFT JOIN users u ON o.user_id = u.id GROUP BY o.id ORDER BY o.id;
SELECT u.id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id), to_json(u) ->> 'name' FROM users u GROUP BY id HAVING u IS NOT NULL ORDER BY 1;
SELECT label(u), u.label FROM users u GROUP BY u.id ORDER BY u.id;
CREATE FUNCTION label(users) RETURNS text LANGUAGE sql AS $$ SELECT $1.name || '!' $$;
SELECT u.id, label(u), u.label FROM users u GROUP BY u.id ORDER BY u.id;
SELECT p.id, count(p), json_agg(to_json(p)), max(p::text) FROM places p GROUP BY p.id ORDER BY p.id;
SELECT p.id, count(p) FILTER (WHERE p.id > 1), sum(count(p)) OVER () FROM places p GROUP BY p.id ORDER BY p.id;
-- also where the table is large, and has rows of the preview's own
UPDATE large SET v = 7 WHERE id = 3;
SELECT l.j ->> 'n' AS n, l.id AS k, count(*) FROM large l GROUP BY k ORDER BY k;
SELECT l.x::text, max(v) FROM large l WHERE id < 5 GROUP BY l.id ORDER BY l.id;
SELECT DISTINCT ON (l.id) l.j ->> 'n' FROM large l GROUP BY l.id ORDER BY l.id LIMIT 3;
SELECT l.v, count(*) FROM large l GROUP BY l.v ORDER BY l.v;
