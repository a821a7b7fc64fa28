-- DDL in transactions: seen by its session at once, by others on COMMIT, undone by ROLLBACK.
--! fixture shop
--! test
BEGIN;
ALTER TABLE users ADD COLUMN extra text DEFAULT 'e';
SELECT id, extra FROM users WHERE id < 3 ORDER BY id;
UPDATE users SET extra = 'f' WHERE id = 1;
SELECT id, extra FROM users WHERE id < 3 ORDER BY id;
ROLLBACK;
SELECT extra FROM users;
SELECT * FROM users WHERE id = 1;
BEGIN;
ALTER TABLE categories RENAME TO kinds;
SELECT name FROM kinds WHERE id = 2;
SAVEPOINT s;
DROP TABLE stock.levels;
SELECT * FROM stock.levels;
ROLLBACK TO s;
SELECT count(*) FROM stock.levels;
ALTER TABLE kinds ADD COLUMN n int DEFAULT 3;
UPDATE kinds SET n = 4 WHERE id = 1;
COMMIT;
--! session b
SELECT * FROM kinds ORDER BY id;
SELECT * FROM categories;
SELECT count(*) FROM stock.levels;
--! session a
BEGIN;
CREATE TABLE fleeting (id int);
INSERT INTO fleeting VALUES (1);
SELECT * FROM fleeting;
ROLLBACK;
SELECT * FROM fleeting;
BEGIN;
DROP TABLE reviews;
CREATE TABLE reviews (a int);
SELECT * FROM reviews;
ROLLBACK;
SELECT count(*) FROM reviews;
BEGIN;
TRUNCATE reviews;
ALTER TABLE reviews DROP COLUMN stars;
SELECT count(*) FROM reviews;
ROLLBACK;
SELECT count(*), sum(stars) FROM reviews;
BEGIN;
ALTER TABLE orders ALTER COLUMN total TYPE text USING total || ' EUR';
SELECT total FROM orders WHERE id = 3;
SAVEPOINT a;
ALTER TABLE orders RENAME COLUMN total TO sum;
SELECT sum FROM orders WHERE id = 3;
ROLLBACK TO a;
SELECT total FROM orders WHERE id = 3;
ALTER TABLE orders DROP COLUMN total;
SELECT nosuch FROM orders;
SELECT 1;
ROLLBACK;
SELECT total FROM orders WHERE id = 3;
--! script
BEGIN; ALTER TABLE users ADD COLUMN s int DEFAULT 5; SELECT s FROM users WHERE id = 2; UPDATE users SET s = 6 WHERE id = 2; SELECT s FROM users WHERE id IN (2, 3) ORDER BY id; COMMIT;
--! end
SELECT s FROM users WHERE id IN (2, 3) ORDER BY id;
--! script
ALTER TABLE users ADD COLUMN t int; SELECT t FROM users WHERE id = 1; SELECT nosuch;
--! end
SELECT t FROM users WHERE id = 1;
