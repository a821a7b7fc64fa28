-- TRUNCATE hides all of production's rows.
--! fixture shop
--! test
TRUNCATE users;
TRUNCATE reviews;
SELECT count(*) FROM reviews;
TRUNCATE orders;
TRUNCATE orders, order_lines;
SELECT count(*) FROM orders;
INSERT INTO orders (user_id, total) VALUES (1, 1) RETURNING id;
SELECT * FROM orders;
TRUNCATE orders RESTART IDENTITY CASCADE;
INSERT INTO orders (user_id, total) VALUES (1, 1) RETURNING id;
TRUNCATE audit_log;
SELECT count(*) FROM audit_log;
BEGIN;
TRUNCATE TABLE stock.levels;
SELECT count(*) FROM stock.levels;
INSERT INTO stock.levels VALUES (1, 1);
ROLLBACK;
SELECT count(*) FROM stock.levels;
TRUNCATE products CASCADE;
SELECT count(*) FROM products;
SELECT count(*) FROM stock.levels;
TRUNCATE nosuch;
