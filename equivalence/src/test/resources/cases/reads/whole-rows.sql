-- Rows as values.
--! fixture shop
--! test
UPDATE categories SET name = 'blades' WHERE id = 4;
--! known whole-row-origin
SELECT c FROM categories c ORDER BY c.id;
--! known whole-row-origin
SELECT categories FROM categories ORDER BY id;
SELECT (c).name FROM categories c ORDER BY 1;
SELECT (c.*) FROM categories c ORDER BY c.id LIMIT 2;
SELECT row_to_json(c) FROM categories c ORDER BY c.id;
SELECT to_jsonb(c) - 'id' FROM categories c ORDER BY c.id;
SELECT json_agg(c ORDER BY c.id) FROM categories c;
SELECT json_agg(s ORDER BY s.id) FROM (SELECT id, name FROM categories) s;
SELECT count(c) FROM categories c;
SELECT c IS NULL, c IS NOT NULL FROM categories c ORDER BY id;
SELECT c = ROW(1, 'all', NULL::int) FROM categories c ORDER BY id;
SELECT array_agg(c ORDER BY c.id) FROM categories c WHERE c.id < 3;
SELECT pg_typeof(c) FROM categories c LIMIT 1;
SELECT ROW(c.*, 1) FROM categories c WHERE c.id = 1;
SELECT c.*::text FROM categories c WHERE c.id = 4;
--! known whole-row-origin
SELECT u, o FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 4 ORDER BY o.id;
SELECT (SELECT c FROM categories c WHERE c.id = 4);
--! known whole-row-origin
SELECT x.c FROM (SELECT c FROM categories c WHERE id = 4) x;
SELECT (x.c).name, (x.c).* FROM (SELECT c FROM categories c WHERE id = 4) x;
SELECT max(c.name) FROM categories c GROUP BY c.* ORDER BY 1;
--! known whole-row-origin
SELECT DISTINCT c FROM categories c ORDER BY c;
