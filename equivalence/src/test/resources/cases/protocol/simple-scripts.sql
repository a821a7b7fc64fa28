-- Several statements in one Query message: one implicit transaction.
--! fixture shop
--! test
--! script
SELECT 1 AS a; SELECT name FROM users WHERE id = 1; UPDATE users SET name = 'one' WHERE id = 1; SELECT name FROM users WHERE id = 1;
--! end
--! script
UPDATE users SET name = 'lost' WHERE id = 2; SELECT 1/0; SELECT 2;
--! end
SELECT name FROM users WHERE id = 2;
--! script
INSERT INTO categories VALUES (80, 'eighty'); COMMIT; INSERT INTO categories VALUES (81, 'eighty one'); SELECT 1/0;
--! end
SELECT id FROM categories WHERE id >= 80 ORDER BY id;
--! script
BEGIN; UPDATE users SET name = 'in script' WHERE id = 3;
--! end
SELECT name FROM users WHERE id = 3;
--! script
ROLLBACK; SELECT name FROM users WHERE id = 3;
--! end
--! script
;;
--! end
--! script

--! end
--! script
-- only a comment
--! end
--! script
SELECT 'a;b', $$;$$, ';' /* ; */ -- ;
; SELECT 2
--! end
--! script
UPDATE orders SET total = 1 WHERE id = 5; SELEC 1; SELECT 2;
--! end
SELECT total FROM orders WHERE id = 5;
--! script
CREATE TABLE s (id int); INSERT INTO s SELECT id FROM users WHERE id < 4; SELECT * FROM s ORDER BY id; ALTER TABLE users ADD c int DEFAULT 9; SELECT c FROM users WHERE id = 1; DROP TABLE s;
--! end
--! script
COPY categories TO STDOUT; SELECT count(*) FROM categories;
--! end
--! script
SELECT nosuch FROM users; SELECT 1;
--! end
--! script
SET search_path = stock; SELECT count(*) FROM levels; SELECT count(*) FROM users;
--! end
SELECT count(*) FROM users;
--! pipeline
UPDATE users SET name = 'piped' WHERE id = 7;
SELECT name FROM users WHERE id = 7;
DELETE FROM reviews WHERE stars = 1;
SELECT count(*) FROM reviews;
--! end
--! pipeline
UPDATE users SET name = 'piped, lost' WHERE id = 7;
SELECT nosuch;
SELECT 1;
--! end
SELECT name FROM users WHERE id = 7;
--! pipeline
ALTER TABLE reviews ADD COLUMN p int DEFAULT 1;
SELECT p FROM reviews WHERE stars = 2;
INSERT INTO categories VALUES (99, 'piped');
SELECT name FROM categories WHERE id = 99;
--! end
