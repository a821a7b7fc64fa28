-- ADD COLUMN that references another table.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN favourite int REFERENCES products;
SELECT count(favourite) FROM users;
UPDATE users SET favourite = 3 WHERE id = 2 RETURNING favourite;
UPDATE users SET favourite = 300 WHERE id = 3;
DELETE FROM products WHERE id = 3;
ALTER TABLE users ADD COLUMN category int DEFAULT 2 REFERENCES categories;
SELECT category, count(*) FROM users GROUP BY category;
ALTER TABLE users ADD COLUMN wrong int DEFAULT 77 REFERENCES categories;
DELETE FROM categories WHERE id = 2;
DELETE FROM categories WHERE id = 6;
