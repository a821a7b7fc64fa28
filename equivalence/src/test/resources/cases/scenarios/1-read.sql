-- Scenario 1: production's rows show, with nothing in fresh.
--! fixture scenario
--! test
SELECT * FROM users;
SELECT * FROM users ORDER BY id;
SELECT count(*), min(id), max(id) FROM users;
SELECT u.* FROM users AS u WHERE u.id BETWEEN 3 AND 5 ORDER BY u.id DESC;
SELECT * FROM orders ORDER BY order_id LIMIT 5 OFFSET 2;
--! params 7
SELECT name FROM users WHERE id = $1;
