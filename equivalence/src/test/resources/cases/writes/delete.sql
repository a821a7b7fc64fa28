-- DELETE in every form; a deleted row stays deleted, and may come again.
--! fixture shop
--! test
DELETE FROM reviews WHERE stars = 1;
DELETE FROM reviews WHERE id = '00000000-0000-0000-0000-000000000002' RETURNING *;
DELETE FROM reviews r USING products p WHERE p.id = r.product_id AND p.price > 50 RETURNING r.id, p.name;
DELETE FROM reviews AS r WHERE r.stars = 2 AND EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND NOT u.active);
WITH old AS (SELECT id FROM reviews ORDER BY id LIMIT 1) DELETE FROM reviews USING old WHERE reviews.id = old.id RETURNING reviews.id;
SELECT * FROM reviews ORDER BY id;
INSERT INTO reviews VALUES ('00000000-0000-0000-0000-000000000002', 3, 3, 5, 'again') RETURNING id, body;
UPDATE reviews SET body = 'again changed' WHERE id = '00000000-0000-0000-0000-000000000002';
DELETE FROM reviews WHERE id = '00000000-0000-0000-0000-000000000002';
SELECT count(*) FROM reviews;
DELETE FROM audit_log WHERE what = 'twice';
DELETE FROM audit_log WHERE who = 'user 2' RETURNING what;
SELECT count(*) FROM audit_log;
DELETE FROM order_lines WHERE order_id = 2 AND line_no = 1;
DELETE FROM order_lines WHERE (order_id, line_no) IN ((3, 1), (3, 2), (99, 1));
DELETE FROM stock.levels;
SELECT count(*) FROM stock.levels;
INSERT INTO stock.levels VALUES (3, 3);
SELECT * FROM stock.levels;
DELETE FROM "Mixed Case" WHERE "Id" > 3;
DELETE FROM users WHERE id = 1000;
DELETE FROM users WHERE id = 1;
DELETE FROM active_users WHERE id = 2;
