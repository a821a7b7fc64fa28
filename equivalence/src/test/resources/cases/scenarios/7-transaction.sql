-- Scenario 7: a transaction committed, and one rolled back, as two sessions see it.
--! fixture scenario
--! test
BEGIN;
INSERT INTO users (name) VALUES ('in transaction');
UPDATE orders SET amount = 0 WHERE user_id = 1;
--! session b
SELECT count(*) FROM users;
SELECT * FROM orders WHERE user_id = 1;
--! session a
COMMIT;
SELECT name FROM users WHERE name = 'in transaction';
SELECT * FROM orders WHERE user_id = 1;
--! session b
SELECT name FROM users WHERE name = 'in transaction';
SELECT * FROM orders WHERE user_id = 1;
--! session a
BEGIN;
INSERT INTO users (name) VALUES ('rolled back');
UPDATE orders SET amount = 1 WHERE user_id = 1;
DELETE FROM orders WHERE user_id = 2;
ALTER TABLE users ADD COLUMN gone int;
SELECT * FROM users WHERE id = 1;
ROLLBACK;
SELECT * FROM users WHERE name = 'rolled back' OR id = 1;
SELECT * FROM orders WHERE user_id IN (1, 2);
--! session b
SELECT * FROM users WHERE name = 'rolled back' OR id = 1;
SELECT * FROM orders WHERE user_id IN (1, 2);
