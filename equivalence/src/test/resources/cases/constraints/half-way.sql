-- A statement that fails half-way leaves nothing behind.
--! fixture shop
--! test
UPDATE products SET price = price - 2.6;
SELECT sum(price) FROM products;
UPDATE users SET id = 2 WHERE id = 1;
INSERT INTO users (name, email) VALUES ('ok', 'ok@example.com'), ('not', 'user5@example.com');
SELECT count(*) FROM users;
BEGIN;
UPDATE users SET name = 'inside' WHERE id = 1;
INSERT INTO users (id, name) VALUES (2, 'fails');
SELECT 1;
COMMIT;
SELECT name FROM users WHERE id = 1;
BEGIN;
UPDATE users SET name = 'first' WHERE id = 1;
SAVEPOINT s;
DELETE FROM users WHERE id = 2;
ROLLBACK TO s;
UPDATE users SET name = 'second' WHERE id = 2;
RELEASE s;
COMMIT;
SELECT id, name FROM users WHERE id < 4 ORDER BY id;
