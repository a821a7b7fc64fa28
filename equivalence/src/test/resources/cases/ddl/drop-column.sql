-- DROP COLUMN, of keys too.
--! fixture shop
--! test
ALTER TABLE users DROP COLUMN email;
SELECT * FROM users WHERE id < 3 ORDER BY id;
ALTER TABLE users DROP COLUMN email CASCADE;
SELECT * FROM users WHERE id < 3 ORDER BY id;
UPDATE users SET name = 'x' WHERE id = 2 RETURNING *;
ALTER TABLE reviews DROP COLUMN id;
SELECT * FROM reviews ORDER BY product_id, user_id LIMIT 3;
UPDATE reviews SET body = 'none' WHERE stars = 2;
SELECT body, count(*) FROM reviews GROUP BY body ORDER BY count(*) DESC, body LIMIT 2;
DELETE FROM reviews WHERE stars = 3;
SELECT count(*) FROM reviews;
ALTER TABLE order_lines DROP COLUMN line_no;
SELECT count(*), count(DISTINCT order_id) FROM order_lines;
DELETE FROM order_lines WHERE order_id = 2;
SELECT count(*) FROM order_lines;
ALTER TABLE users DROP COLUMN id;
ALTER TABLE users DROP COLUMN id CASCADE;
SELECT count(*) FROM users;
DELETE FROM users WHERE name = 'user 3';
SELECT count(*) FROM users;
ALTER TABLE audit_log DROP COLUMN at, DROP COLUMN who, DROP COLUMN what;
SELECT count(*) FROM audit_log;
SELECT * FROM audit_log;
