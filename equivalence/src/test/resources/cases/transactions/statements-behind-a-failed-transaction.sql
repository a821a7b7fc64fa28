-- What is sent with the ROLLBACK of a transaction that has failed is planned as any other.
--! fixture shop
--! test
BEGIN;
SELECT 1/0;
--! script
ROLLBACK; SELECT count(*) FROM users; DELETE FROM reviews WHERE user_id = 3; SELECT count(*) FROM reviews
--! end
BEGIN;
SELECT 1/0;
--! pipeline
ROLLBACK;
SELECT count(*) FROM users;
UPDATE users SET name = 'four' WHERE id = 4;
--! end
SELECT name FROM users WHERE id = 4;
BEGIN;
SAVEPOINT s;
SELECT 1/0;
--! pipeline
SELECT count(*) FROM users;
--! sync
ROLLBACK TO s;
--! sync
UPDATE users SET name = 'five' WHERE id = 5;
--! sync
SELECT name FROM users WHERE id = 5;
COMMIT;
--! end
BEGIN;
SAVEPOINT s;
SELECT 1/0;
--! script
ROLLBACK TO s; UPDATE users SET name = 'six' WHERE id = 6; COMMIT; SELECT name FROM users WHERE id = 6
--! end
BEGIN;
SELECT 1/0;
--! script
SELECT count(*) FROM users; ROLLBACK; SELECT count(*) FROM users
--! end
ROLLBACK;
