-- Serialization failures, deadlocks, readers while rows are copied up.
--! fixture shop
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT name FROM users WHERE id = 3;
--! session b
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT name FROM users WHERE id = 3;
UPDATE users SET name = 'by b' WHERE id = 3;
--! session a
--! blocks
UPDATE users SET name = 'by a' WHERE id = 3;
--! session b
COMMIT;
--! session a
--! await
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT sum(total) FROM orders WHERE user_id = 3;
--! session b
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT sum(total) FROM orders WHERE user_id = 4;
INSERT INTO orders (user_id, total) VALUES (3, 100);
--! session a
INSERT INTO orders (user_id, total) VALUES (4, 100);
COMMIT;
--! session b
COMMIT;
--! session a
BEGIN;
UPDATE reviews SET stars = 1 WHERE user_id = 3;
--! session b
SELECT count(*), count(DISTINCT id) FROM reviews;
SELECT stars FROM reviews WHERE user_id = 3 ORDER BY id;
--! session a
COMMIT;
--! session b
SELECT count(*), count(DISTINCT id) FROM reviews;
SELECT stars FROM reviews WHERE user_id = 3 ORDER BY id;
BEGIN;
LOCK TABLE categories IN EXCLUSIVE MODE;
--! session a
SELECT count(*) FROM categories;
--! blocks
UPDATE categories SET name = 'waited' WHERE id = 5;
--! session b
ROLLBACK;
--! session a
--! await
LISTEN news;
--! session b
NOTIFY news, 'hello';
--! session a
SELECT 1;
SELECT name FROM categories WHERE id = 5;
BEGIN;
ALTER TABLE products ADD COLUMN c int;
--! session b
--! blocks
SELECT count(*) FROM products;
--! session a
COMMIT;
--! session b
--! await
SELECT c FROM products WHERE id = 1;
