-- UPDATE in every form.
--! fixture shop
--! test
UPDATE users SET name = 'one' WHERE id = 1;
UPDATE users SET name = name || '!' WHERE id BETWEEN 2 AND 4;
UPDATE users SET name = upper(name), active = NOT active WHERE email LIKE 'user1%';
UPDATE users SET email = DEFAULT WHERE id = 6;
UPDATE users AS u SET name = 'aliased' WHERE u.id = 8;
UPDATE users u SET (name, born) = ('both', '2000-01-01') WHERE u.id = 9;
UPDATE users SET (name, email) = (SELECT 'sub', 'sub' || count(*) || '@example.com' FROM orders WHERE user_id = users.id) WHERE id = 10;
UPDATE users SET name = 'returned' WHERE id IN (11, 12) RETURNING id, name, email AS mail;
UPDATE users SET name = 'all back' WHERE id = 13 RETURNING *;
UPDATE users u SET name = 'row back' WHERE id = 13 RETURNING u, u.*;
UPDATE orders o SET total = o.total + p.price FROM products p WHERE p.id = o.id AND o.id < 6 RETURNING o.id, o.total, p.price;
UPDATE orders SET total = l.s FROM (SELECT order_id, sum(amount) AS s FROM order_lines GROUP BY order_id) l WHERE l.order_id = orders.id AND orders.status = 'new';
UPDATE orders o SET total = 0 FROM users u JOIN reviews r ON r.user_id = u.id WHERE o.user_id = u.id AND r.stars = 5;
WITH chosen AS (SELECT id FROM users ORDER BY id DESC LIMIT 2) UPDATE users SET name = 'chosen' WHERE id IN (SELECT id FROM chosen) RETURNING id;
UPDATE order_lines SET quantity = quantity + 1 WHERE order_id = 3 RETURNING *;
UPDATE order_lines SET line_no = line_no + 10 WHERE order_id = 4;
UPDATE products SET tags[1] = 'first', details = jsonb_set(coalesce(details, '{}'), '{new}', '1') WHERE id = 5 RETURNING tags, details;
UPDATE audit_log SET who = 'nobody' WHERE what = 'twice';
UPDATE audit_log SET what = what || ' ' || who WHERE who = 'user 1';
UPDATE users SET name = 'nothing' WHERE false;
UPDATE users SET name = 'nothing' WHERE id = 999 RETURNING id;
UPDATE ONLY users SET name = 'only' WHERE id = 14;
UPDATE users SET id = 1000 WHERE id = 19 AND NOT EXISTS (SELECT FROM orders WHERE user_id = 19) AND NOT EXISTS (SELECT FROM reviews WHERE user_id = 19);
UPDATE stock.levels SET amount = amount * 2;
UPDATE stock.levels SET product_id = product_id + 1 WHERE product_id = 20;
UPDATE active_users SET name = 'through a view' WHERE id = 3;
UPDATE active_users SET name = 'through a view' WHERE id = 2 RETURNING *;
UPDATE categories SET name = CASE WHEN id = 1 THEN 'root' ELSE name END;
UPDATE users SET name = name;
UPDATE users SET active = EXISTS (SELECT FROM orders WHERE user_id = users.id AND status = 'paid');
--! params 77 | 5
UPDATE orders SET total = $1 WHERE id = $2;
--! params shipped | 5
UPDATE orders SET status = $1 WHERE id = $2::bigint RETURNING status, id;
SELECT * FROM users ORDER BY id;
