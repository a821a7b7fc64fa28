-- ROLLBACK TO undoes DDL, masks and mapping included.
--! fixture shop
--! test
BEGIN;
SAVEPOINT a;
ALTER TABLE users ADD COLUMN n int DEFAULT 1;
UPDATE users SET n = 2 WHERE id = 1;
SAVEPOINT b;
ALTER TABLE users RENAME n TO m;
DELETE FROM users WHERE id = 20;
SELECT count(*), sum(m) FROM users;
ROLLBACK TO b;
SELECT count(*), sum(n) FROM users;
ROLLBACK TO a;
SELECT * FROM users WHERE id = 1;
SELECT count(*) FROM users;
ALTER TABLE users ALTER COLUMN born TYPE text USING 'b';
SAVEPOINT c;
DROP TABLE reviews;
ALTER TABLE users ADD CHECK (born = 'x');
ROLLBACK TO c;
SELECT count(*) FROM reviews;
SELECT DISTINCT born FROM users;
RELEASE c;
COMMIT;
SELECT DISTINCT born FROM users;
BEGIN;
ALTER TABLE products ADD COLUMN u uuid DEFAULT gen_random_uuid();
SELECT count(DISTINCT u) FROM products;
ROLLBACK;
SELECT count(*) FROM products;
UPDATE products SET price = 2 WHERE id = 2 RETURNING *;
