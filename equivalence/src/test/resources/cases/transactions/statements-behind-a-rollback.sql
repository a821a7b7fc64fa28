-- What is sent behind the end of a transaction, without waiting for it, meets what is there then.
--! fixture shop
--! test
BEGIN;
ALTER TABLE users RENAME TO members;
--! pipeline
SELECT count(*) FROM members;
ROLLBACK;
SELECT count(*), min(name) FROM users;
UPDATE users SET name = 'one' WHERE id = 1 RETURNING name;
--! end
SELECT name FROM users WHERE id IN (1, 2) ORDER BY id;
BEGIN;
ALTER TABLE users RENAME COLUMN name TO called;
--! pipeline
ROLLBACK;
--! sync
SELECT name FROM users WHERE id IN (1, 2) ORDER BY id;
--! end
BEGIN;
SAVEPOINT s;
ALTER TABLE users DROP COLUMN name CASCADE;
--! pipeline
ROLLBACK TO s;
SELECT name FROM users WHERE id = 3;
COMMIT;
SELECT count(*) FROM users;
--! end
--! pipeline
BEGIN;
ALTER TABLE reviews RENAME TO opinions;
SELECT count(*) FROM opinions;
ROLLBACK;
SELECT count(*) FROM reviews;
BEGIN;
DELETE FROM reviews WHERE stars = 2;
ROLLBACK;
SELECT count(*) FROM reviews;
--! end
BEGIN;
TRUNCATE reviews;
--! pipeline
SELECT count(*) FROM reviews;
ROLLBACK;
SELECT count(*) FROM reviews;
--! end
--! prepare counts
SELECT count(*) FROM users;
BEGIN;
ALTER TABLE users RENAME TO members;
CREATE TABLE users (id int);
--! execute counts
--! pipeline
ROLLBACK;
SELECT count(*) FROM users;
--! sync
SELECT count(*) FROM users;
--! end
--! execute counts
--! script
BEGIN; UPDATE orders SET total = 0 WHERE id = 1; ROLLBACK; UPDATE orders SET total = 1 WHERE id = 2
--! end
SELECT total FROM orders WHERE id = 2;
--! pipeline
BEGIN;
SAVEPOINT s;
UPDATE products SET price = 0 WHERE id = 1;
ROLLBACK TO s;
COMMIT;
UPDATE products SET price = 1 WHERE id = 2;
--! end
SELECT price FROM products WHERE id = 2;
