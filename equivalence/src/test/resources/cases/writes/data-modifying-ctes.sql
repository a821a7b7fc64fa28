-- Several changes in one statement, which all see the same snapshot.
--! fixture shop
--! test
WITH d AS (DELETE FROM order_lines WHERE order_id = 1 RETURNING *) INSERT INTO audit_log (who, what) SELECT 'cte', d.line_no::text FROM d;
SELECT * FROM audit_log WHERE who = 'cte' ORDER BY what;
WITH u AS (UPDATE users SET name = 'changed' WHERE id < 3 RETURNING id, name) SELECT users.id, users.name, u.name FROM users JOIN u USING (id) ORDER BY id;
WITH moved AS (DELETE FROM stock.levels WHERE amount > 40 RETURNING product_id, amount) UPDATE products SET price = moved.amount FROM moved WHERE moved.product_id = products.id RETURNING products.id, price;
WITH a AS (INSERT INTO users (name) VALUES ('p') RETURNING id), b AS (INSERT INTO orders (user_id, total) SELECT id, 3 FROM a RETURNING id, user_id) SELECT b.id, a.id FROM a, b;
WITH x AS (UPDATE orders SET total = 0 WHERE id = 3 RETURNING 1), y AS (UPDATE orders SET total = 1 WHERE id = 4 RETURNING 1) SELECT (SELECT count(*) FROM x) + (SELECT count(*) FROM y), (SELECT sum(total) FROM orders WHERE id IN (3, 4));
WITH x AS (DELETE FROM reviews RETURNING stars) SELECT stars, count(*) FROM x GROUP BY stars ORDER BY 1;
SELECT count(*) FROM reviews;
WITH x AS (UPDATE categories SET name = 'unused' WHERE id = 6) SELECT 1;
SELECT name FROM categories WHERE id = 6;
