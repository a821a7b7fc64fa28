-- Grants made by the preview.
--! fixture shop
--! test
GRANT SELECT ON users TO alice;
GRANT UPDATE (name), SELECT (id) ON products TO alice;
GRANT SELECT ON ALL TABLES IN SCHEMA stock TO bob;
--! session c=alice
SELECT count(*) FROM users;
SELECT * FROM stock.levels;
SELECT id FROM products WHERE id < 3 ORDER BY id;
SELECT name FROM products;
--! session a
GRANT USAGE ON SCHEMA stock TO bob;
REVOKE SELECT ON users FROM alice;
ALTER TABLE categories OWNER TO alice;
--! session c=alice
SELECT count(*) FROM users;
ALTER TABLE categories ADD COLUMN mine int DEFAULT 1;
SELECT * FROM categories WHERE id = 2;
DROP TABLE products;
ALTER TABLE products ADD COLUMN x int;
--! session d=bob
SELECT count(*) FROM stock.levels;
SELECT count(*) FROM categories;
--! session a
--! session d=bob
SELECT count(*) FROM categories;
--! session a
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO alice;
CREATE TABLE later (id int);
--! session c=alice
SELECT * FROM later;
--! session a
DROP OWNED BY alice;
SELECT * FROM categories;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM alice;
