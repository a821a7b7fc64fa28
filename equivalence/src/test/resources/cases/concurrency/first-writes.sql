-- Two sessions write the same row of production for the first time.
--! fixture shop
--! test
BEGIN;
UPDATE users SET name = 'by a' WHERE id = 3;
--! session b
BEGIN;
--! blocks
UPDATE users SET name = name || ', by b' WHERE id = 3 RETURNING name;
--! session a
COMMIT;
--! session b
--! await
COMMIT;
SELECT name FROM users WHERE id = 3;
--! session a
BEGIN;
DELETE FROM reviews WHERE id = '00000000-0000-0000-0000-000000000003';
--! session b
BEGIN;
--! blocks
UPDATE reviews SET stars = 5 WHERE id = '00000000-0000-0000-0000-000000000003';
--! session a
ROLLBACK;
--! session b
--! await
COMMIT;
SELECT stars FROM reviews WHERE id = '00000000-0000-0000-0000-000000000003';
--! session a
BEGIN;
UPDATE orders SET total = 1 WHERE id = 5;
--! session b
UPDATE orders SET total = 2 WHERE id = 6;
SELECT id, total FROM orders WHERE id IN (5, 6) ORDER BY id;
SELECT id FROM orders WHERE id IN (5, 6, 7) ORDER BY id FOR UPDATE SKIP LOCKED;
SELECT id FROM orders WHERE id = 5 FOR UPDATE NOWAIT;
--! session a
ROLLBACK;
BEGIN;
INSERT INTO categories VALUES (70, 'seventy');
--! session b
--! blocks
INSERT INTO categories VALUES (70, 'other seventy');
--! session a
COMMIT;
--! session b
--! await
--! session a
BEGIN;
DELETE FROM categories WHERE id = 6 AND NOT EXISTS (SELECT FROM products WHERE category_id = 600);
--! session b
--! blocks
INSERT INTO products (sku, name, category_id) VALUES ('Z', 'z', 6);
--! session a
COMMIT;
--! session b
--! await
