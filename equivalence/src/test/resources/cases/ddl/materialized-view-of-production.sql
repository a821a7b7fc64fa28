-- Production's materialized views come with their rows, stale ones too.
--! fixture shop
CREATE MATERIALIZED VIEW totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE UNIQUE INDEX totals_user ON totals (user_id);
UPDATE orders SET total = 0 WHERE user_id = 3;
CREATE MATERIALIZED VIEW empty AS SELECT count(*) AS n FROM users WITH NO DATA;
CREATE VIEW top AS SELECT user_id FROM totals ORDER BY total DESC, user_id LIMIT 3;
CREATE MATERIALIZED VIEW plain AS SELECT status, count(*) AS n FROM orders GROUP BY status;
--! test
SELECT * FROM totals ORDER BY user_id;
SELECT * FROM top ORDER BY user_id;
SELECT * FROM empty;
SELECT u.name, t.total FROM users u JOIN totals t ON t.user_id = u.id WHERE u.id < 4 ORDER BY u.id;
SELECT matviewname, ispopulated FROM pg_matviews ORDER BY 1;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
SELECT * FROM totals WHERE user_id IN (2, 3) ORDER BY user_id;
UPDATE orders SET total = 7 WHERE user_id = 3;
SELECT * FROM totals WHERE user_id = 3;
REFRESH MATERIALIZED VIEW totals;
SELECT * FROM totals WHERE user_id = 3;
REFRESH MATERIALIZED VIEW empty;
SELECT * FROM empty;
ALTER MATERIALIZED VIEW plain RENAME TO simple;
SELECT * FROM simple ORDER BY status;
UPDATE simple SET status = 'x';
DELETE FROM simple;
INSERT INTO simple DEFAULT VALUES;
SELECT * FROM simple FOR UPDATE;
TRUNCATE simple;
DROP MATERIALIZED VIEW simple;
SELECT * FROM simple;
DROP TABLE orders CASCADE;
SELECT * FROM totals;
