-- SET EXPRESSION computes existing rows anew.
--! since 17
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED;
SELECT id, twice FROM users WHERE id < 3 ORDER BY id;
UPDATE users SET name = 'up' WHERE id = 2;
ALTER TABLE users ALTER COLUMN twice SET EXPRESSION AS (id * 3);
SELECT id, twice FROM users WHERE id < 4 ORDER BY id;
ALTER TABLE order_lines ALTER COLUMN amount SET EXPRESSION AS (quantity * price * 2);
SELECT * FROM order_lines WHERE order_id < 3 ORDER BY 1, 2;
ALTER TABLE order_lines ALTER COLUMN amount DROP EXPRESSION;
UPDATE order_lines SET amount = 1 WHERE order_id = 1 AND line_no = 1;
SELECT * FROM order_lines WHERE order_id < 3 ORDER BY 1, 2;
