-- WITH in every form; a CTE's name hides a table.
--! fixture shop
--! test
UPDATE categories SET name = 'handsaws' WHERE id = 4;
INSERT INTO categories VALUES (7, 'rakes', 3);
WITH t AS (SELECT id FROM users WHERE id < 4) SELECT * FROM t ORDER BY id;
WITH users AS (SELECT 1 AS id) SELECT * FROM users;
WITH orders AS (SELECT * FROM users WHERE id = 2) SELECT name FROM orders;
WITH users AS (SELECT * FROM users WHERE id = 2) SELECT * FROM users;
WITH a AS (SELECT id FROM users), b AS (SELECT id FROM a WHERE id > 18) SELECT * FROM b ORDER BY id;
WITH RECURSIVE tree AS (SELECT id, name, 0 AS depth FROM categories WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, t.depth + 1 FROM categories c JOIN tree t ON c.parent_id = t.id) SELECT * FROM tree ORDER BY id;
WITH RECURSIVE categories (id, path) AS (SELECT 1, 'root' UNION ALL SELECT id + 1, path || '/' FROM categories WHERE id < 3) SELECT * FROM categories ORDER BY id;
WITH RECURSIVE t (id) AS (SELECT 3 UNION SELECT c.id FROM public.categories c JOIN t ON c.parent_id = t.id) SELECT count(*) FROM t;
WITH RECURSIVE tree AS (SELECT id, parent_id FROM categories WHERE id = 1 UNION ALL SELECT c.id, c.parent_id FROM categories c JOIN tree ON tree.id = c.parent_id) SEARCH DEPTH FIRST BY id SET ordercol SELECT id FROM tree ORDER BY ordercol;
WITH RECURSIVE tree AS (SELECT id, parent_id FROM categories WHERE id = 1 UNION ALL SELECT c.id, c.parent_id FROM categories c JOIN tree ON tree.id = c.parent_id) CYCLE id SET looped USING path SELECT id, looped FROM tree ORDER BY id;
WITH t AS MATERIALIZED (SELECT * FROM categories) SELECT a.id FROM t a JOIN t b ON a.parent_id = b.id ORDER BY 1;
WITH t AS NOT MATERIALIZED (SELECT * FROM categories) SELECT count(*) FROM t WHERE id > 2;
SELECT * FROM (WITH c AS (SELECT id FROM categories) SELECT max(id) FROM c) s;
SELECT id FROM users WHERE id IN (WITH c AS (SELECT id FROM categories) SELECT id FROM c) ORDER BY id;
WITH c AS (SELECT id FROM categories) SELECT (SELECT count(*) FROM c), (WITH c AS (SELECT 1) SELECT count(*) FROM c);
WITH c (a, b) AS (SELECT id, name FROM categories) SELECT b FROM c WHERE a = 4;
