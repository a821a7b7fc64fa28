-- MERGE with RETURNING and NOT MATCHED BY SOURCE.
--! since 17
--! fixture shop
--! test
MERGE INTO stock.levels l USING (VALUES (1, 100), (22, 300)) AS d (product_id, amount) ON d.product_id = l.product_id WHEN MATCHED THEN UPDATE SET amount = d.amount WHEN NOT MATCHED THEN INSERT VALUES (d.product_id, d.amount) WHEN NOT MATCHED BY SOURCE AND l.product_id > 10 THEN DELETE RETURNING merge_action(), l.*;
SELECT * FROM stock.levels ORDER BY 1;
