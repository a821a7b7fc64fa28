-- Rarer places in which a table can stand.
--! fixture shop
--! test
UPDATE users SET name = 'x' WHERE id = 2;
SELECT count(*) FROM users TABLESAMPLE BERNOULLI (100);
SELECT count(*) FROM users TABLESAMPLE SYSTEM (100) REPEATABLE (1);
SELECT count(*) FROM ONLY users;
SELECT count(*) FROM ONLY (users);
SELECT count(*) FROM users *;
SELECT * FROM JSON_TO_RECORDSET('[{"a": 1}]') AS j (a int), users u WHERE u.id = j.a;
SELECT x.* FROM XMLTABLE('/r/v' PASSING '<r><v>1</v><v>2</v></r>' COLUMNS n int PATH '.') x JOIN users u ON u.id = x.n ORDER BY n;
EXPLAIN (COSTS OFF, ANALYZE OFF) SELECT 1;
SELECT exists (TABLE users);
SELECT array(TABLE (SELECT 1) x);
SELECT ((SELECT name FROM users WHERE id = 2));
SELECT * FROM ((users u JOIN orders o ON o.user_id = u.id)) WHERE u.id = 2 ORDER BY o.id;
SELECT * FROM (users u LEFT JOIN (orders o JOIN order_lines l ON l.order_id = o.id) ON o.user_id = u.id) WHERE u.id = 2 ORDER BY o.id, l.line_no;
SELECT /* users */ name -- FROM orders
  FROM users /* u */ WHERE id = 2;
SELECT 'SELECT * FROM users', $$users$$, $q$ FROM users $q$ FROM users WHERE id = 2;
SELECT E'it\'s', 'it''s', U&'\0041', B'101', X'1F' FROM users WHERE id = 2;
SELECT u."name" || 'users' AS users FROM users u WHERE id = 2;
SELECT users FROM (SELECT 1 AS users) s;
SELECT name users FROM users WHERE id = 2;
SELECT id FROM users WHERE name ~ '^x$' AND id BETWEEN SYMMETRIC 5 AND 1;
SELECT CAST(id AS text), id::text, text 'a' FROM users WHERE id = 2;
SELECT extract(year FROM born), substring(name FROM 1 FOR 1), trim(both 'x' FROM name), overlay(name PLACING 'y' FROM 1), position('x' IN name) FROM users WHERE id = 2;
SELECT a.* FROM users a WHERE a.id = (SELECT max(b.id) FROM users b WHERE b.id < 5);
SELECT name FROM users WHERE id = 2 UNION SELECT name FROM users WHERE id = 3 ORDER BY name COLLATE "C" DESC;
SELECT * FROM users WHERE (id, name) = (2, 'x');
SELECT * FROM users WHERE ROW(id, active) IS DISTINCT FROM ROW(2, true) AND id < 4 ORDER BY id;
