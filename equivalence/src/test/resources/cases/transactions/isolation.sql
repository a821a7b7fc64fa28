-- Transactions, savepoints, isolation levels, modes.
--! fixture shop
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT name FROM users WHERE id = 3;
--! session b
UPDATE users SET name = 'by b' WHERE id = 3;
--! session a
SELECT name FROM users WHERE id = 3;
UPDATE users SET name = 'by a' WHERE id = 3;
ROLLBACK;
SELECT name FROM users WHERE id = 3;
BEGIN;
SELECT name FROM users WHERE id = 4;
--! session b
UPDATE users SET name = 'by b' WHERE id = 4;
--! session a
SELECT name FROM users WHERE id = 4;
UPDATE users SET name = name || ', then a' WHERE id = 4 RETURNING name;
COMMIT;
BEGIN READ ONLY;
SELECT count(*) FROM users;
UPDATE users SET name = 'no' WHERE id = 1;
ROLLBACK;
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
SELECT count(*) FROM users WHERE id < 3;
DELETE FROM users WHERE id = 1;
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE;
BEGIN;
UPDATE users SET name = 'x' WHERE id = 1;
BEGIN;
COMMIT;
COMMIT;
ROLLBACK;
BEGIN;
SELECT 1/0;
SELECT count(*) FROM users;
COMMIT;
BEGIN;
SAVEPOINT a;
UPDATE users SET name = 'a' WHERE id = 6;
SAVEPOINT b;
UPDATE users SET name = 'b' WHERE id = 6;
SELECT 1/0;
ROLLBACK TO SAVEPOINT b;
SELECT name FROM users WHERE id = 6;
ROLLBACK TO a;
SELECT name FROM users WHERE id = 6;
UPDATE users SET name = 'c' WHERE id = 7;
RELEASE a;
COMMIT AND CHAIN;
SELECT name FROM users WHERE id IN (6, 7) ORDER BY id;
ROLLBACK AND NO CHAIN;
ROLLBACK TO nosuch;
SAVEPOINT outside;
START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
SELECT sum(total) FROM orders;
INSERT INTO orders (user_id, total) VALUES (1, 1);
COMMIT;
BEGIN;
SELECT pg_advisory_xact_lock(1);
END;
PREPARE TRANSACTION 'x';
SET LOCAL work_mem = '1MB';
