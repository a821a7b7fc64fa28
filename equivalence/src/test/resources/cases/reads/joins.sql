-- Joins of every kind over tables that are clean and dirty.
--! fixture shop
--! test
SELECT u.name, o.id FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 3 ORDER BY o.id;
UPDATE orders SET total = 1 WHERE id IN (2, 22);
INSERT INTO orders (user_id, status, total) VALUES (3, 'paid', 5);
DELETE FROM orders WHERE id = 1;
UPDATE users SET name = 'renamed' WHERE id = 3;
SELECT u.name, o.id, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 3 ORDER BY o.id;
SELECT u.id, o.id FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.status = 'paid' ORDER BY u.id, o.id;
SELECT u.id, o.id FROM orders o RIGHT JOIN users u ON o.user_id = u.id AND o.total > 200 ORDER BY u.id, o.id;
SELECT u.id, o.id FROM users u FULL JOIN orders o ON o.user_id = u.id AND u.active ORDER BY u.id, o.id;
SELECT count(*) FROM users CROSS JOIN categories;
SELECT count(*) FROM users, categories, products;
SELECT u.name, o.status, l.amount, p.name FROM users u JOIN orders o ON o.user_id = u.id JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE u.id = 3 ORDER BY o.id, l.line_no;
SELECT a.id, b.id FROM categories a JOIN categories b ON b.parent_id = a.id ORDER BY 1, 2;
SELECT * FROM categories NATURAL JOIN (SELECT id, 'x' AS x FROM categories) s ORDER BY id;
SELECT * FROM products JOIN stock.levels ON product_id = products.id ORDER BY product_id LIMIT 4;
SELECT product_id, l.amount, r.stars FROM stock.levels l JOIN reviews r USING (product_id) ORDER BY r.id LIMIT 5;
SELECT j.product_id FROM (stock.levels l JOIN reviews r USING (product_id)) AS j ORDER BY j.product_id LIMIT 3;
SELECT u.id, x.id FROM users u LEFT JOIN LATERAL (SELECT o.id FROM orders o WHERE o.user_id = u.id ORDER BY o.id DESC LIMIT 1) x ON true ORDER BY u.id;
SELECT u.id, n FROM users u, LATERAL generate_series(1, u.id % 3) n ORDER BY 1, 2;
SELECT u.id FROM users u JOIN (orders o JOIN order_lines l ON l.order_id = o.id) ON o.user_id = u.id WHERE l.quantity = 4 ORDER BY u.id, o.id;
SELECT u.name, sum(o.total) FROM users u JOIN orders o ON u.id = o.user_id GROUP BY u.name ORDER BY 1;
SELECT u.*, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id ORDER BY u.id;
SELECT u.id, u.name, u.email, sum(o.total) AS spent FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING sum(o.total) > 100 ORDER BY spent DESC, u.id;
SELECT c.name, count(DISTINCT p.id), sum(l.amount) FROM categories c JOIN products p ON p.category_id = c.id LEFT JOIN order_lines l ON l.product_id = p.id GROUP BY c.id ORDER BY c.id;
SELECT * FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id LIMIT 3;
SELECT id, name FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.total = 1) ORDER BY 1;
