-- Functions of extensions that run a query which they are given.
CREATE EXTENSION tablefunc;
CREATE TABLE sales (id int PRIMARY KEY, city text, year int, amount int);
INSERT INTO sales SELECT n, 'c' || n % 3, 2020 + n % 4, n FROM generate_series(1, 24) n;
CREATE TABLE tree (keyid text PRIMARY KEY, parent text);
INSERT INTO tree VALUES ('r', NULL), ('a', 'r'), ('b', 'r'), ('c', 'a');
--! test
SELECT * FROM crosstab('SELECT city, year, sum(amount) FROM sales GROUP BY 1, 2 ORDER BY 1, 2', 'SELECT DISTINCT year FROM sales ORDER BY 1')
  AS t(city text, a bigint, b bigint, c bigint, d bigint);
UPDATE sales SET amount = 100 WHERE id = 24;
--! params SELECT city, year::text, sum(amount)::text FROM sales GROUP BY 1, 2 ORDER BY 1, 2
SELECT * FROM crosstab3($1);
INSERT INTO tree VALUES ('d', 'c');
SELECT * FROM connectby('tree', 'keyid', 'parent', 'r', 0, '~') AS t(keyid text, parent text, level int, branch text);
