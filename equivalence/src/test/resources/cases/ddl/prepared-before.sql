-- Statements prepared before DDL are right after it.
--! fixture shop
--! test
--! prepare p
SELECT * FROM users WHERE id = $1;
--! execute p 2
--! prepare u
UPDATE users SET name = $1 WHERE id = $2;
--! execute u first | 2
ALTER TABLE users RENAME COLUMN email TO mail;
--! execute u second | 2
--! execute u third | 3
ALTER TABLE users DROP COLUMN mail CASCADE;
--! prepare q
SELECT count(*) FROM orders WHERE user_id = $1;
--! execute q 3
DROP TABLE orders CASCADE;
--! execute q 3
CREATE TABLE orders (user_id int);
INSERT INTO orders VALUES (3);
--! execute q 3
ALTER TABLE users ALTER COLUMN name TYPE varchar(30);
--! execute u fourth | 4
SELECT name FROM users WHERE id = 4;
