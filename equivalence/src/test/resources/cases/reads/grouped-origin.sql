-- Columns that are grouped by come from their tables, also where each layer groups for itself.
CREATE TABLE users (id int PRIMARY KEY, city text, score numeric(8,2));
INSERT INTO users SELECT g, 'city ' || g % 5, g % 100 FROM generate_series(1, 6000) g;
CREATE TABLE orders (id int PRIMARY KEY, user_id int, amount numeric(10,2), status varchar(10));
INSERT INTO orders SELECT g, 1 + g % 6000, g % 50, 's' || g % 3 FROM generate_series(1, 9000) g;
ANALYZE;
--! test
UPDATE users SET city = 'moved' WHERE id % 1000 = 3;
DELETE FROM orders WHERE id % 900 = 1;
INSERT INTO orders VALUES (9001, 7, 12.5, 'new');
SELECT count(*), status FROM orders GROUP BY status ORDER BY status;
SELECT pg_sleep(2);
SELECT count(*), status FROM orders GROUP BY status ORDER BY status;
SELECT o.status AS s, u.city, sum(o.amount), upper(u.city) FROM orders o JOIN users u ON u.id = o.user_id GROUP BY o.status, u.city ORDER BY 1, 2;
SELECT u.id, u.city, u.score, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.id < 9 GROUP BY u.id ORDER BY u.id;
SELECT max(amount) FROM orders;
EXPLAIN (COSTS OFF, FORMAT JSON) SELECT 1;
--! prepare p
SELECT city, count(*) FROM users WHERE score > $1 GROUP BY city ORDER BY city;
--! execute p 10
UPDATE users SET city = 'away' WHERE id = 4;
--! execute p 10
--! open p q 50
--! fetch q 2
BEGIN;
DECLARE "C 1" CURSOR FOR SELECT city, count(*) FROM users GROUP BY city ORDER BY city;
FETCH 2 FROM "C 1";
FETCH NEXT IN "C 1";
CLOSE "C 1";
DECLARE "C 1" CURSOR FOR SELECT 1 AS city, 2;
FETCH "C 1";
COMMIT;
--! script
BEGIN;
DECLARE c CURSOR FOR SELECT DISTINCT status FROM orders ORDER BY status;
FETCH ALL c;
COMMIT;
--! end
PREPARE s AS SELECT DISTINCT status, 1 FROM orders ORDER BY status;
EXECUTE s;
DEALLOCATE s;
PREPARE s (int) AS SELECT id FROM users WHERE id = $1;
EXECUTE s (4);
