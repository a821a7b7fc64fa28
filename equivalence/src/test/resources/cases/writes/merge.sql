-- MERGE on targets whose rows are in production.
--! fixture shop
--! test
MERGE INTO stock.levels l USING (VALUES (1, 100), (2, 200), (21, 300)) AS d (product_id, amount) ON d.product_id = l.product_id WHEN MATCHED THEN UPDATE SET amount = d.amount WHEN NOT MATCHED THEN INSERT VALUES (d.product_id, d.amount);
SELECT * FROM stock.levels ORDER BY 1;
MERGE INTO stock.levels l USING products p ON p.id = l.product_id AND p.id < 6 WHEN MATCHED AND p.id = 3 THEN DELETE WHEN MATCHED AND p.id = 4 THEN DO NOTHING WHEN MATCHED THEN UPDATE SET amount = l.amount + 1;
SELECT * FROM stock.levels ORDER BY 1;
WITH s AS (SELECT user_id, count(*) AS n FROM orders GROUP BY user_id) MERGE INTO users u USING s ON s.user_id = u.id WHEN MATCHED AND s.n > 1 THEN UPDATE SET name = u.name || ' ' || s.n;
SELECT id, name FROM users ORDER BY id;
MERGE INTO categories c USING categories s ON s.id = c.id + 10 WHEN NOT MATCHED THEN DO NOTHING;
MERGE INTO categories c USING (SELECT id + 3 AS id, name || ' merged' AS name FROM categories) s ON s.id = c.id WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name);
SELECT * FROM categories ORDER BY id;
MERGE INTO stock.levels l USING (VALUES (1), (1)) AS d (id) ON d.id = l.product_id WHEN MATCHED THEN UPDATE SET amount = 0;
