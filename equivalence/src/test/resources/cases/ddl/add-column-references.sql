-- ADD COLUMN that references another table. Of several references that a row has, which is told depends on OIDs: so each
-- DELETE meets only one.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN favourite int REFERENCES products;
SELECT count(favourite) FROM users;
UPDATE users SET favourite = 3 WHERE id = 2 RETURNING favourite;
UPDATE users SET favourite = 300 WHERE id = 3;
DELETE FROM stock.levels WHERE product_id = 3;
DELETE FROM order_lines WHERE product_id = 3;
DELETE FROM products WHERE id = 3;
ALTER TABLE users ADD COLUMN category int DEFAULT 6 REFERENCES categories;
SELECT category, count(*) FROM users GROUP BY category;
ALTER TABLE users ADD COLUMN wrong int DEFAULT 77 REFERENCES categories;
UPDATE products SET category_id = 1 WHERE category_id IN (5, 6);
DELETE FROM categories WHERE id = 6;
DELETE FROM categories WHERE id = 5;
