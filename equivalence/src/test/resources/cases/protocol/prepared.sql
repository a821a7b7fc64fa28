-- Prepared statements across first writes and DDL.
--! fixture shop
--! test
--! prepare by_id
SELECT id, name FROM users WHERE id = $1;
--! execute by_id 3
UPDATE users SET name = 'first write' WHERE id = 3;
--! execute by_id 3
--! execute by_id 4
--! prepare rename
UPDATE users SET name = $1 WHERE id = $2 RETURNING name;
--! execute rename prepared | 5
--! execute by_id 5
--! prepare everything
SELECT * FROM categories ORDER BY id;
--! execute everything
ALTER TABLE categories ADD COLUMN extra int DEFAULT 2;
--! execute everything
--! close everything
--! prepare everything
SELECT * FROM categories ORDER BY id;
--! execute everything
--! prepare names
SELECT name FROM categories WHERE id = $1;
ALTER TABLE categories RENAME COLUMN name TO title;
--! execute names 2
ALTER TABLE categories RENAME COLUMN title TO name;
--! execute names 2
--! prepare adder
INSERT INTO categories (id, name) VALUES ($1, $2);
--! execute adder 50 | fifty
--! execute adder 50 | fifty
DROP TABLE audit_log;
--! prepare gone
SELECT * FROM audit_log;
PREPARE p (int) AS SELECT id, name FROM users WHERE id = $1;
EXECUTE p (3);
UPDATE users SET name = 'second write' WHERE id = 3;
EXECUTE p (3);
DELETE FROM reviews WHERE stars = 5;
PREPARE d AS DELETE FROM reviews WHERE stars = 4 RETURNING id;
EXECUTE d;
EXECUTE d;
DEALLOCATE d;
EXECUTE d;
PREPARE ins (int, text) AS INSERT INTO categories (id, name) VALUES ($1, $2) RETURNING *;
EXECUTE ins (60, 'sixty');
BEGIN;
--! execute by_id 6
UPDATE users SET name = 'in transaction' WHERE id = 6;
--! execute by_id 6
ROLLBACK;
--! execute by_id 6
CREATE TABLE made AS EXECUTE p (3);
SELECT * FROM made;
EXPLAIN (COSTS OFF) EXECUTE ins (1, 'x');
--! execute nosuch 1
--! prepare by_id
SELECT 1;
DEALLOCATE ALL;
--! execute by_id 3
--! params abc
SELECT * FROM users WHERE id = $1;
--! params 1 | 2
SELECT * FROM users WHERE id = $1;
--! params 2025-01-03 | {1,2,3}
SELECT id FROM orders WHERE placed = $1 OR id = ANY ($2) ORDER BY id;
--! params paid
SELECT count(*) FROM orders WHERE status = $1;
--! params null
SELECT count(*) FROM users WHERE email IS NOT DISTINCT FROM $1;
--! params 3
SELECT id FROM users WHERE id = $1 OR EXISTS (SELECT FROM orders WHERE user_id = users.id AND total > $1 * 100) ORDER BY id;
--! params 2 | 1
SELECT id FROM users ORDER BY id LIMIT $1 OFFSET $2;
