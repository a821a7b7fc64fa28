-- Scenario 6: a join through every kind of change.
--! fixture scenario
--! test
SELECT u.name, o.amount FROM users u JOIN orders o ON u.id = o.user_id WHERE u.id = 7;
UPDATE users SET name = 'changed' WHERE id = 7;
SELECT u.name, o.amount FROM users u JOIN orders o ON u.id = o.user_id WHERE u.id = 7;
INSERT INTO orders (user_id, amount) VALUES (7, 99.99);
SELECT u.name, o.amount FROM users u JOIN orders o ON u.id = o.user_id WHERE u.id = 7;
DELETE FROM orders WHERE order_id = 6;
SELECT u.name, o.amount FROM users u JOIN orders o ON u.id = o.user_id WHERE u.id = 7;
SELECT u.name, sum(o.amount) FROM users u JOIN orders o ON u.id = o.user_id GROUP BY u.name ORDER BY 1;
