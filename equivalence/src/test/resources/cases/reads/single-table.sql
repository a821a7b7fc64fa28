-- One table: clean, then with rows changed, added and deleted.
--! fixture shop
--! test
SELECT * FROM users;
SELECT id, name FROM users WHERE active ORDER BY id;
SELECT count(*) FROM users;
UPDATE users SET name = 'changed ' || id WHERE id IN (2, 4);
INSERT INTO users (name, email) VALUES ('added', 'added@example.com');
DELETE FROM users WHERE id = 20;
SELECT * FROM users;
SELECT users.* FROM users WHERE users.id > 15 ORDER BY users.id;
SELECT public.users.name FROM public.users WHERE public.users.id = 4;
SELECT name AS n, id + 1, upper(name), 1 AS one FROM users ORDER BY id;
SELECT id id, name "The Name" FROM users AS u (id, name) ORDER BY 1;
SELECT u.a, u.b FROM users u (a, b) WHERE u.a < 5 ORDER BY a;
SELECT DISTINCT active FROM users ORDER BY 1;
SELECT DISTINCT ON (active) active, id, name FROM users ORDER BY active, id DESC;
SELECT * FROM users WHERE email IS NULL ORDER BY id;
SELECT * FROM users WHERE id = 4 OR name LIKE 'added%' ORDER BY id;
SELECT * FROM users ORDER BY name DESC LIMIT 3;
SELECT * FROM users ORDER BY id OFFSET 5 ROWS FETCH NEXT 2 ROWS ONLY;
--! unordered
SELECT id, active FROM users ORDER BY active FETCH FIRST 1 ROWS WITH TIES;
TABLE users;
TABLE users ORDER BY id LIMIT 2;
SELECT ALL id FROM users WHERE born > '1981-01-01' ORDER BY born;
SELECT max(born), min(joined), avg(id), sum(id), bool_and(active), count(DISTINCT active), count(email) FROM users;
SELECT count(*) FILTER (WHERE active), array_agg(id ORDER BY id), string_agg(name, ',' ORDER BY name) FROM users;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY id), mode() WITHIN GROUP (ORDER BY active) FROM users;
SELECT CASE WHEN id < 3 THEN 'low' ELSE 'high' END AS band, count(*) FROM users GROUP BY 1 ORDER BY 1;
SELECT active, count(*) FROM users GROUP BY active HAVING count(*) > 5 ORDER BY active;
SELECT active, id % 2 AS odd, count(*) FROM users GROUP BY GROUPING SETS ((active), (active, id % 2), ()) ORDER BY 1, 2, 3;
SELECT active, id % 2 AS odd, count(*) FROM users GROUP BY ROLLUP (active, id % 2) ORDER BY 1, 2, 3;
SELECT active, id % 2 AS odd, count(*), grouping(active) FROM users GROUP BY CUBE (active, id % 2) ORDER BY 1, 2, 3;
