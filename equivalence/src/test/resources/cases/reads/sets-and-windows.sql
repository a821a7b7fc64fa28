-- Set operations, window functions, VALUES, functions in FROM.
--! fixture shop
--! test
UPDATE products SET price = price + 1 WHERE id <= 3;
DELETE FROM products WHERE id = 24 AND NOT EXISTS (SELECT FROM order_lines WHERE product_id = 24);
INSERT INTO products (sku, name, price) VALUES ('NEW-1', 'fresh one', 9);
SELECT id FROM users UNION SELECT id FROM categories ORDER BY id;
SELECT id FROM users UNION ALL SELECT id FROM categories ORDER BY id;
SELECT id FROM users INTERSECT SELECT id FROM categories ORDER BY id;
SELECT id FROM products EXCEPT SELECT product_id FROM order_lines ORDER BY 1;
SELECT id FROM users EXCEPT ALL SELECT user_id FROM orders ORDER BY 1;
(SELECT id FROM users ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM products ORDER BY id DESC LIMIT 2) ORDER BY 1;
SELECT 'u' AS kind, id FROM users WHERE id < 3 UNION ALL SELECT 'p', id FROM products WHERE id < 3 ORDER BY 1, 2;
VALUES (1, 'a'), (2, 'b');
SELECT v.a, p.name FROM (VALUES (1), (2)) v (a) JOIN products p ON p.id = v.a ORDER BY 1;
SELECT id, row_number() OVER (ORDER BY price DESC, id) FROM products ORDER BY id LIMIT 6;
SELECT id, category_id, rank() OVER (PARTITION BY category_id ORDER BY price), sum(price) OVER (PARTITION BY category_id) FROM products ORDER BY id;
SELECT id, lag(price) OVER w, lead(price, 2) OVER w, first_value(id) OVER w FROM products WINDOW w AS (ORDER BY id) ORDER BY id;
SELECT id, sum(price) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM products ORDER BY id LIMIT 5;
SELECT category_id, sum(sum(price)) OVER (ORDER BY category_id) FROM products GROUP BY category_id ORDER BY category_id;
SELECT * FROM generate_series(1, 3) AS g (n) JOIN products p ON p.id = g.n ORDER BY n;
SELECT p.id, t FROM products p, unnest(p.tags) t ORDER BY 1, 2;
SELECT p.id, t.ord, t.tag FROM products p CROSS JOIN LATERAL unnest(p.tags) WITH ORDINALITY t (tag, ord) ORDER BY 1, 2;
SELECT p.id, e.key, e.value FROM products p, jsonb_each(p.details) e ORDER BY 1, 2;
SELECT a, b FROM ROWS FROM (generate_series(1, 2), generate_series(5, 7)) AS f (a, b) ORDER BY b;
SELECT details ->> 'colour' AS colour, count(*) FROM products GROUP BY 1 ORDER BY 1 NULLS FIRST;
SELECT id FROM products WHERE details @> '{"colour": "c1"}' ORDER BY id;
SELECT id FROM products WHERE 'red' = ANY (tags) ORDER BY id;
SELECT id FROM products WHERE tags && ARRAY['blue'] ORDER BY id;
SELECT id, details - 'weight', tags || 'x'::text FROM products WHERE id < 4 ORDER BY id;
