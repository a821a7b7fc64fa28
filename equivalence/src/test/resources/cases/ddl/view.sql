-- Views: created, replaced, renamed, dropped; their dependency errors.
--! fixture shop
--! test
CREATE VIEW spent AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
SELECT * FROM spent WHERE user_id < 4 ORDER BY user_id;
UPDATE orders SET total = 1000 WHERE id = 1;
SELECT * FROM spent WHERE user_id < 4 ORDER BY user_id;
CREATE OR REPLACE VIEW spent AS SELECT user_id, sum(total) AS total, count(*) AS n FROM orders GROUP BY user_id;
CREATE OR REPLACE VIEW spent AS SELECT user_id FROM orders;
SELECT * FROM spent WHERE user_id < 3 ORDER BY user_id;
CREATE VIEW rich AS SELECT u.name, s.total FROM users u JOIN spent s ON s.user_id = u.id WHERE s.total > 500;
SELECT * FROM rich ORDER BY name;
DROP VIEW spent;
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);
ALTER VIEW rich RENAME TO wealthy;
ALTER VIEW wealthy SET SCHEMA stock;
SELECT count(*) FROM stock.wealthy;
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME name TO full_name;
SELECT * FROM stock.wealthy ORDER BY name;
DROP TABLE orders;
DROP VIEW spent CASCADE;
SELECT * FROM stock.wealthy;
CREATE VIEW up AS SELECT id, full_name FROM people WHERE id < 5 WITH CHECK OPTION;
INSERT INTO up (id, full_name) VALUES (3, 'dup');
UPDATE up SET full_name = 'through the view' WHERE id = 2;
SELECT full_name FROM people WHERE id = 2;
UPDATE up SET id = 50 WHERE id = 4;
DELETE FROM up WHERE id = 77;
