-- Queries within queries, wherever they may stand.
--! fixture shop
--! test
UPDATE users SET active = false WHERE id = 1;
INSERT INTO orders (user_id, total) VALUES (1, 77), (2, 88);
DELETE FROM order_lines WHERE order_id = 5;
SELECT id FROM users WHERE id IN (SELECT user_id FROM orders WHERE total > 300) ORDER BY id;
SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders WHERE total > 100) ORDER BY id;
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.status = 'paid') ORDER BY id;
SELECT id, (SELECT count(*) FROM orders o WHERE o.user_id = u.id) AS n FROM users u ORDER BY id;
SELECT id, ARRAY(SELECT o.id FROM orders o WHERE o.user_id = u.id ORDER BY 1) FROM users u ORDER BY id;
SELECT * FROM (SELECT user_id, max(total) AS m FROM orders GROUP BY user_id) s WHERE m > 350 ORDER BY 1;
SELECT (SELECT max(total) FROM orders), (SELECT min(id) FROM users WHERE NOT active);
SELECT id FROM orders WHERE total = (SELECT max(total) FROM orders);
SELECT id FROM orders WHERE (user_id, total) IN (SELECT user_id, max(total) FROM orders GROUP BY user_id) ORDER BY id;
SELECT id FROM orders WHERE total > ALL (SELECT total FROM orders WHERE status = 'paid') ORDER BY id;
SELECT id FROM orders WHERE total >= ANY (SELECT total FROM orders WHERE status = 'paid') ORDER BY id LIMIT 3;
SELECT id FROM users ORDER BY (SELECT count(*) FROM orders o WHERE o.user_id = users.id) DESC, id LIMIT 4;
SELECT CASE WHEN EXISTS (SELECT FROM orders WHERE total = 77) THEN 'yes' ELSE 'no' END;
SELECT coalesce((SELECT name FROM users WHERE id = 1000), 'none');
SELECT u.id FROM users u WHERE (SELECT sum(l.quantity) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.user_id = u.id) > 10 ORDER BY 1;
SELECT s.n FROM (VALUES ((SELECT count(*) FROM users)), ((SELECT count(*) FROM orders))) s (n) ORDER BY 1;
SELECT * FROM (SELECT * FROM (SELECT * FROM users) a WHERE id < 5) b ORDER BY id;
SELECT sum(x) FROM (SELECT count(*) AS x FROM users UNION ALL SELECT count(*) FROM orders) s;
SELECT u.id FROM users u LIMIT (SELECT 0);
