-- Foreign keys whose other side is in production.
--! fixture shop
--! test
INSERT INTO orders (user_id) VALUES (5) RETURNING id;
INSERT INTO orders (user_id) VALUES (999);
UPDATE orders SET user_id = 998 WHERE id = 3;
UPDATE orders SET user_id = 8 WHERE id = 3;
DELETE FROM users WHERE id = 5;
DELETE FROM products WHERE id = 3;
UPDATE users SET id = 500 WHERE id = 6;
DELETE FROM orders WHERE id = 7;
SELECT count(*) FROM order_lines WHERE order_id = 7;
DELETE FROM orders WHERE user_id = 9 RETURNING id;
SELECT order_id, line_no FROM order_lines WHERE order_id < 12 ORDER BY 1, 2;
DELETE FROM order_lines WHERE product_id = 4;
DELETE FROM products WHERE id = 4;
DELETE FROM stock.levels WHERE product_id = 4;
DELETE FROM products WHERE id = 4;
SELECT * FROM reviews WHERE product_id = 4;
UPDATE products SET id = 1024 WHERE id = 24;
UPDATE products SET id = 1023 WHERE id = 23 AND NOT EXISTS (SELECT FROM order_lines WHERE product_id = 23);
DELETE FROM order_lines WHERE product_id = 22;
UPDATE products SET id = 1022 WHERE id = 22;
SELECT * FROM reviews WHERE product_id = 1022;
DELETE FROM categories WHERE id = 2;
DELETE FROM categories WHERE id = 4;
SELECT id, category_id FROM products WHERE category_id IS NULL ORDER BY id;
DELETE FROM orders WHERE user_id = 11;
DELETE FROM users WHERE id = 11;
SELECT id, user_id FROM reviews WHERE user_id IS NULL;
INSERT INTO order_lines (order_id, line_no, product_id, price) VALUES (8, 9, 5, 1), (8, 10, 6, 1);
INSERT INTO order_lines (order_id, line_no, product_id, price) VALUES (7, 1, 5, 1);
INSERT INTO categories VALUES (30, 'self', 30);
INSERT INTO categories VALUES (31, 'orphan', 77);
INSERT INTO reviews VALUES ('10000000-0000-0000-0000-000000000001', 6, NULL, 3, NULL);
TRUNCATE categories;
