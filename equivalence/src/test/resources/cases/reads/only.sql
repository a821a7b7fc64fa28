-- ONLY of a table that none inherits from is the table, also where nothing may be written; of one that has children, its own rows.
--! fixture shop
CREATE TABLE people (id int PRIMARY KEY, name text);
CREATE TABLE staff (badge int) INHERITS (people);
INSERT INTO people VALUES (1, 'Ann');
INSERT INTO staff VALUES (2, 'Bob', 7);
--! test
UPDATE users SET name = 'x' WHERE id = 2;
DELETE FROM users WHERE id = 100;
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
DECLARE c CURSOR FOR SELECT id, name, email FROM ONLY public.users ORDER BY id;
FETCH 5 FROM c;
CLOSE c;
SELECT count(*), max(o.total) FROM ONLY orders o JOIN ONLY (users) u ON u.id = o.user_id;
COMMIT;
SELECT id, name FROM ONLY (users) WHERE id < 4 ORDER BY id;
SELECT u.id, u.name FROM ONLY users u WHERE u.id < 4 ORDER BY u.id;
SELECT count(*) FROM ONLY users TABLESAMPLE BERNOULLI (100);
SELECT * FROM ONLY people ORDER BY id;
SELECT * FROM people ORDER BY id;
--! prepare p
SELECT id, name FROM ONLY users WHERE id < 4 ORDER BY id;
--! execute p
CREATE TABLE buyers (since date) INHERITS (users);
INSERT INTO buyers (id, name) VALUES (3, 'child'), (1000, 'child');
--! execute p
SELECT id, name FROM ONLY users WHERE id > 18 ORDER BY id;
SELECT id, name FROM users WHERE id < 4 OR id > 18 ORDER BY id, name;
UPDATE ONLY users SET name = 'only' WHERE id = 3;
SELECT id, name FROM users WHERE id = 3 ORDER BY name;
DROP TABLE buyers;
SELECT id, name FROM ONLY users WHERE id = 3;
