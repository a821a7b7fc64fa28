-- Of two tables that a query locks together, one has changed rows and the other none: rows of production join in both.
--! fixture shop
--! test
UPDATE orders SET total = 1 WHERE id = 13;
SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id IN (12, 13, 14) ORDER BY o.id FOR UPDATE;
SELECT o.id, u.name FROM orders o, users u WHERE u.id = o.user_id AND u.id IN (3, 4, 5) ORDER BY o.id LIMIT 3 FOR UPDATE OF o, u;
UPDATE users SET name = 'changed' WHERE id = 7;
SELECT u.name, o.id FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.id IN (7, 8) ORDER BY o.id FOR SHARE OF u;
SELECT o.id, p.name, l.line_no FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
WHERE o.id BETWEEN 20 AND 22 ORDER BY o.id, l.line_no FOR UPDATE;
SELECT o.id, o.ctid IS NOT NULL, u.ctid IS NOT NULL FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id < 6 ORDER BY o.id;
SELECT o.id FROM orders o WHERE o.id < 6 AND EXISTS (SELECT FROM users u WHERE u.id = o.user_id AND u.ctid IS NOT NULL) ORDER BY o.id FOR UPDATE;
UPDATE orders SET total = 2 WHERE id IN (SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = 9 FOR UPDATE) RETURNING id;
