-- RENAME and SET SCHEMA, swapped names too.
--! fixture shop
--! test
ALTER TABLE users RENAME TO old_users;
CREATE TABLE users (id int PRIMARY KEY, name text);
INSERT INTO users SELECT id, upper(name) FROM old_users WHERE id < 3;
SELECT * FROM users ORDER BY id;
SELECT count(*) FROM old_users;
SELECT count(*) FROM active_users;
ALTER TABLE categories RENAME TO tmp;
ALTER TABLE products RENAME TO categories;
ALTER TABLE tmp RENAME TO products;
SELECT count(*), max(id) FROM products;
SELECT count(*), max(id) FROM categories;
UPDATE products SET name = 'was a category' WHERE id = 2 RETURNING *;
DELETE FROM products WHERE id = 5;
SELECT id, category_id FROM categories WHERE category_id IS NULL ORDER BY id;
CREATE SCHEMA archive;
ALTER TABLE orders SET SCHEMA archive;
SELECT count(*) FROM orders;
SELECT count(*) FROM archive.orders;
ALTER SCHEMA archive RENAME TO history;
UPDATE history.orders SET total = 0 WHERE id = 4 RETURNING id, total;
SELECT * FROM order_totals WHERE id = 4;
DROP SCHEMA history;
DROP SCHEMA history CASCADE;
SELECT * FROM order_lines WHERE order_id = 4 ORDER BY line_no;
