-- GROUP BY a primary key lets the other columns be selected.
--! fixture shop
--! test
UPDATE users SET name = 'grouped' WHERE id = 2;
SELECT id, name, count(*) FROM users GROUP BY id ORDER BY id;
SELECT u.* FROM users u GROUP BY u.id ORDER BY u.id;
SELECT u.id, u.name, o.status, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, o.status ORDER BY u.id, o.status;
SELECT u.name, o.total, count(l.*) FROM users u JOIN orders o ON o.user_id = u.id JOIN order_lines l ON l.order_id = o.id GROUP BY u.id, o.id ORDER BY o.id;
SELECT l.order_id, l.line_no, l.amount FROM order_lines l GROUP BY l.order_id, l.line_no ORDER BY 1, 2 LIMIT 3;
SELECT id, upper(name) FROM users GROUP BY id HAVING max(name) LIKE 'g%' ORDER BY id;
SELECT name FROM users GROUP BY email;
SELECT u.name, count(*) FROM users u GROUP BY users.id;
SELECT name, count(*) FROM (SELECT id, name FROM users) s GROUP BY id;
SELECT c.name, (SELECT count(*) FROM products p WHERE p.category_id = c.id) FROM categories c GROUP BY c.id ORDER BY c.id;
SELECT id, row_number() OVER (ORDER BY name) FROM users GROUP BY id ORDER BY name;
