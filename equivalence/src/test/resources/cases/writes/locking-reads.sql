-- SELECT … FOR UPDATE and its kin.
--! fixture shop
--! test
BEGIN;
SELECT id, name FROM users WHERE id = 3 FOR UPDATE;
UPDATE users SET name = 'locked' WHERE id = 3;
COMMIT;
SELECT id, name FROM users WHERE id IN (3, 4) ORDER BY id FOR SHARE;
SELECT u.id, o.id FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 5 ORDER BY o.id FOR UPDATE OF o;
SELECT id FROM orders WHERE status = 'new' ORDER BY id LIMIT 2 FOR NO KEY UPDATE SKIP LOCKED;
SELECT id FROM orders ORDER BY id LIMIT 1 FOR KEY SHARE NOWAIT;
SELECT count(*) FROM users FOR UPDATE;
SELECT * FROM users u FOR UPDATE OF nosuch;
UPDATE orders SET status = 'paid' WHERE id = (SELECT id FROM orders WHERE status = 'new' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, status;
WITH j AS (SELECT id FROM orders WHERE status = 'new' ORDER BY id LIMIT 1 FOR UPDATE) UPDATE orders o SET status = 'shipped' FROM j WHERE o.id = j.id RETURNING o.*;
LOCK TABLE users;
BEGIN;
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
ROLLBACK;
SELECT id FROM active_users WHERE id = 2 FOR UPDATE;
