-- What no row of the preview's own plays a part for is computed by production alone; the rest over merged rows.
CREATE TABLE users (id int PRIMARY KEY, name text, city text, email text UNIQUE);
INSERT INTO users SELECT g, 'user ' || g, 'city ' || g % 7, 'u' || g || '@x' FROM generate_series(1, 6000) g;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int, amount numeric(10,2), status varchar(10), ref uuid);
INSERT INTO orders SELECT g, CASE WHEN g % 50 <> 0 THEN 1 + g % 4000 END, g % 97, 's' || g % 3, md5((g % 3000)::text)::uuid FROM generate_series(1, 12000) g;
CREATE TABLE lines (order_id bigint, n int, price numeric(8,2), quantity int, PRIMARY KEY (order_id, n));
INSERT INTO lines SELECT 1 + g % 9000, g / 9000, g % 31, g % 9 FROM generate_series(1, 24000) g;
ANALYZE;
--! test
UPDATE users SET city = 'moved', id = id + 10000 WHERE id % 1000 = 3;
UPDATE users SET name = 'other' WHERE id % 900 = 7;
DELETE FROM users WHERE id % 1100 = 13;
INSERT INTO users VALUES (20001, 'new', 'city 1', 'n1'), (20002, 'new too', 'city 2', 'n2');
DELETE FROM orders WHERE id % 900 = 1;
UPDATE orders SET user_id = 20001 WHERE id % 1500 = 4;
UPDATE orders SET user_id = NULL WHERE id % 2000 = 6;
UPDATE orders SET user_id = 17 WHERE id = 50;
UPDATE orders SET amount = 1000 WHERE id IN (300, 4000);
INSERT INTO orders VALUES (90001, 20001, 12.5, 'new', NULL), (90002, NULL, 7, 's1', md5('5')::uuid), (90003, 5999, 1, 's2', NULL);
DELETE FROM lines WHERE order_id % 700 = 2;
UPDATE lines SET quantity = 8, order_id = 90001 WHERE order_id = 33 AND n = 0;
INSERT INTO lines VALUES (90001, 7, 3.5, 4), (5, 9, 1, 1);
SELECT pg_sleep(2);
SELECT count(DISTINCT user_id) FROM orders;
SELECT count(DISTINCT user_id), count(*), sum(amount), min(status), max(ref::text) FROM orders WHERE amount < 90;
SELECT count(DISTINCT ref) AS refs FROM orders;
SELECT user_id, count(*) FROM orders GROUP BY user_id HAVING count(*) > 3 ORDER BY user_id;
SELECT user_id, count(*) FROM orders GROUP BY user_id HAVING count(*) > 30;
SELECT user_id, sum(amount) AS total FROM orders GROUP BY user_id ORDER BY total DESC, user_id LIMIT 10;
SELECT user_id, avg(amount), max(amount) FROM orders GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1 LIMIT 5 OFFSET 3;
SELECT count(*) AS c2, user_id AS c1, max(amount) AS o1 FROM orders GROUP BY user_id ORDER BY c1 DESC NULLS LAST, c2 LIMIT 5;
SELECT count(*) AS c2, user_id AS c1, 7 - count(*) AS o1 FROM orders GROUP BY user_id ORDER BY max(amount) DESC, 2 LIMIT 5;
SELECT ref, count(*) FROM orders GROUP BY ref ORDER BY count(*) DESC, ref NULLS FIRST LIMIT 4;
SELECT u.id, u.name, sum(o.amount) AS total FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.name ORDER BY total DESC, u.id LIMIT 10;
SELECT u.id, u.name, u.city AS "The City", count(o.id) FROM users u LEFT JOIN orders o ON (o.user_id = u.id) GROUP BY u.id ORDER BY count(o.id) DESC, u.id LIMIT 12;
SELECT u.id, count(o.id) AS n FROM users AS u LEFT OUTER JOIN orders AS o ON (u.id = o.user_id AND o.status = 's1') GROUP BY u.id HAVING count(o.id) = 0 ORDER BY u.id DESC LIMIT 30;
SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id ORDER BY o.id DESC LIMIT 25;
SELECT o.*, u.city, upper(u.name) FROM orders o LEFT JOIN users u ON u.id = o.user_id ORDER BY o.amount DESC, o.id LIMIT 20 OFFSET 5;
SELECT o.id, u.name AS who FROM orders o, users u WHERE u.id = o.user_id AND o.amount > 50 ORDER BY who, 1 FETCH FIRST 15 ROWS ONLY;
SELECT o.id, l.n, u.name FROM users u JOIN orders o ON o.user_id = u.id JOIN lines l ON l.order_id = o.id ORDER BY l.price DESC, o.id DESC, l.n LIMIT 25;
SELECT o.id, l.n, u.name FROM orders o LEFT JOIN users u ON o.user_id = u.id LEFT JOIN lines l ON l.order_id = o.id ORDER BY o.id, l.n LIMIT 40;
SELECT u.id FROM users u WHERE u.id < 300 AND EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.status = 's2') ORDER BY u.id;
SELECT u.id FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id) AND u.id % 10 = 4 ORDER BY u.id LIMIT 60;
SELECT "users"."id" FROM "users" WHERE EXISTS(SELECT 1 AS "a" FROM "orders" U0 WHERE (U0."user_id" = ("users"."id") AND U0."amount" > 95) LIMIT 1) ORDER BY "users"."id" ASC;
SELECT u.id, u.city FROM users u WHERE u.id IN (SELECT o.user_id FROM orders o WHERE o.amount > 95) ORDER BY u.city, u.id LIMIT 30;
SELECT u.id FROM users u WHERE u.id NOT IN (SELECT o.user_id FROM orders o WHERE o.user_id IS NOT NULL) ORDER BY u.id LIMIT 9;
SELECT o.status, count(*) FROM orders o WHERE o.amount < 60 AND EXISTS (SELECT FROM lines l WHERE l.order_id = o.id AND l.quantity > 3) GROUP BY o.status ORDER BY 1;
SELECT o.status, count(*), sum(o.amount) FROM orders o WHERE NOT EXISTS (SELECT FROM lines l WHERE l.order_id = o.id) AND EXISTS (SELECT FROM users u WHERE u.id = o.user_id) GROUP BY o.status ORDER BY 1;
SELECT u.city, count(*) FROM users u WHERE EXISTS (SELECT FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.user_id = u.id AND l.quantity = 8) GROUP BY u.city ORDER BY u.city;
SELECT u.city, sum(l.price) FROM users u, orders o, lines l WHERE u.id = o.user_id AND o.id = l.order_id AND o.status = 's1' GROUP BY u.city ORDER BY 2 DESC;
SELECT l.order_id, sum(l.price * l.quantity) AS revenue, o.status FROM users u, orders o, lines l WHERE u.city = 'city 3' AND u.id = o.user_id AND l.order_id = o.id GROUP BY l.order_id, o.status ORDER BY revenue DESC, l.order_id LIMIT 10;
SELECT o.status, sum(CASE WHEN l.quantity > 2 THEN 1 ELSE 0 END) FROM orders o, lines l WHERE o.id = l.order_id GROUP BY o.status ORDER BY o.status;
SELECT min(u.name), min(o.status) FROM users u, orders o, lines l WHERE u.id = o.user_id AND o.id = l.order_id AND l.quantity = 7;
SELECT count(DISTINCT o.user_id) FROM orders o WHERE EXISTS (SELECT FROM users u WHERE u.id = o.user_id AND u.city = 'city 1');
SELECT u.nam, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id;
SELECT u.id, o.status, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id ORDER BY 3 LIMIT 2;
SELECT user_id, sum(1 / (amount - 5)) FROM orders GROUP BY user_id ORDER BY 2 LIMIT 1;
EXPLAIN (COSTS OFF, FORMAT JSON) SELECT 1;
--! prepare p
SELECT user_id, count(*) FROM orders WHERE amount > $1 GROUP BY user_id HAVING count(*) > $2 ORDER BY user_id LIMIT $3;
--! execute p 10 2 8
BEGIN;
UPDATE orders SET user_id = 2 WHERE id BETWEEN 101 AND 120;
--! execute p 10 2 8
SELECT count(DISTINCT user_id) FROM orders;
ROLLBACK;
--! execute p 10 2 8
--! open p q 50 1 100
--! fetch q 2
SELECT count(*) FROM users u, users v WHERE u.id < 40 AND v.id < 4000 AND v.id % 500 = 7 AND EXISTS (SELECT FROM orders o JOIN lines l ON l.order_id = o.id AND o.user_id = u.id WHERE o.id = v.id);
SELECT u.id FROM users u CROSS JOIN users v LEFT JOIN orders o ON o.user_id = u.id AND o.id = v.id WHERE u.id BETWEEN 1 AND 12 AND v.id BETWEEN 900 AND 907 AND o.id IS NULL ORDER BY o.id, u.id, v.id LIMIT 50;
SELECT a.id, b.id FROM orders a JOIN orders b ON a.user_id = b.user_id AND a.id < b.id ORDER BY a.amount DESC, a.id, b.id LIMIT 20;
