CREATE MATERIALIZED VIEW totals AS SELECT user_id, count(*) AS orders, sum(total) AS total FROM orders GROUP BY user_id;
CREATE UNIQUE INDEX ON totals (user_id);
UPDATE orders SET total = 1 WHERE user_id = 3;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
CREATE VIEW top AS SELECT u.first_name, t.total FROM totals t JOIN users u ON u.id = t.user_id WHERE t.total > 500;
