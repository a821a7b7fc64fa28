-- Views of production over tables that change in the preview.
--! fixture shop
CREATE MATERIALIZED VIEW big_spenders AS SELECT user_id, sum(total) AS spent FROM orders GROUP BY user_id HAVING sum(total) > 300;
CREATE VIEW nested AS SELECT a.id, a.name, t.amount FROM active_users a JOIN order_totals t ON t.user_id = a.id;
CREATE VIEW "Quoted View" AS SELECT "select" AS "from" FROM "Mixed Case";
CREATE VIEW with_cte AS WITH u AS (SELECT * FROM users WHERE id < 6) SELECT id, name FROM u;
--! test
SELECT * FROM active_users ORDER BY id;
SELECT * FROM order_totals ORDER BY id;
SELECT * FROM big_spenders ORDER BY user_id;
UPDATE users SET active = false WHERE id = 1;
UPDATE users SET active = true WHERE id = 5;
UPDATE order_lines SET quantity = 10 WHERE order_id = 3;
INSERT INTO orders (user_id, total) VALUES (5, 5);
SELECT * FROM active_users ORDER BY id;
SELECT * FROM order_totals ORDER BY id;
SELECT v.name FROM active_users v JOIN orders o ON o.user_id = v.id WHERE o.total = 5;
SELECT * FROM nested ORDER BY id, amount;
SELECT count(*) FROM nested n, order_totals t WHERE n.id = t.user_id;
SELECT * FROM "Quoted View" ORDER BY 1;
UPDATE "Mixed Case" SET "select" = 'x' WHERE "Id" = 1;
SELECT * FROM "Quoted View" ORDER BY 1;
SELECT * FROM with_cte ORDER BY id;
REFRESH MATERIALIZED VIEW big_spenders;
SELECT * FROM big_spenders ORDER BY user_id;
SELECT pg_get_viewdef('active_users');
--! known whole-row-origin
SELECT active_users FROM active_users WHERE id = 2;
SELECT nosuch FROM active_users;
