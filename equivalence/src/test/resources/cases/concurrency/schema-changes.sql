-- Another session's schema changes.
--! fixture shop
--! test
SELECT * FROM users WHERE id = 1;
--! session b
ALTER TABLE users ADD COLUMN x int DEFAULT 1;
--! session a
SELECT * FROM users WHERE id = 1;
--! prepare p
SELECT x FROM users WHERE id = $1;
--! session b
UPDATE users SET x = 2 WHERE id = 1;
--! session a
--! execute p 1
--! session b
DROP TABLE reviews;
CREATE TABLE fresh_one (id int);
INSERT INTO fresh_one VALUES (1);
--! session a
SELECT * FROM reviews;
SELECT * FROM fresh_one;
--! session b
ALTER TABLE users RENAME TO people;
--! session a
SELECT count(*) FROM people;
SELECT count(*) FROM users;
UPDATE people SET name = 'by a' WHERE id = 3;
--! session b
SELECT name FROM people WHERE id = 3;
DELETE FROM stock.levels;
--! session a
SELECT count(*) FROM stock.levels;
--! session c=alice
SELECT count(*) FROM people;
