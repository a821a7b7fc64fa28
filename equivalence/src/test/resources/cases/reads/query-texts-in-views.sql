-- Stored queries that call functions which run the text of a query.
CREATE EXTENSION tablefunc;
CREATE TABLE sales (id int PRIMARY KEY, city text, year int, amount int);
INSERT INTO sales SELECT n, 'c' || n % 3, 2020 + n % 4, n FROM generate_series(1, 24) n;
CREATE TABLE docs (id int PRIMARY KEY, body text);
INSERT INTO docs VALUES (1, 'the cat sat'), (2, 'a cat and a dog');
CREATE TABLE cities (name text PRIMARY KEY);
INSERT INTO cities VALUES ('c0'), ('c1');
CREATE VIEW by_year AS
  SELECT * FROM crosstab('SELECT city, year, sum(amount) FROM sales GROUP BY 1, 2 ORDER BY 1, 2', 'SELECT DISTINCT year FROM sales ORDER BY 1')
    AS t(city text, a bigint, b bigint, c bigint, d bigint);
CREATE VIEW known_by_year AS SELECT b.* FROM by_year b JOIN cities ON name = city;
CREATE VIEW words AS SELECT word, ndoc FROM ts_stat('SELECT to_tsvector(''simple'', body) FROM public.docs');
CREATE MATERIALIZED VIEW stored AS SELECT word FROM ts_stat('SELECT to_tsvector(''simple'', body) FROM public.docs');
CREATE FUNCTION years() RETURNS bigint LANGUAGE sql AS $$ SELECT sum(a + b) FROM by_year $$;
CREATE FUNCTION first_city() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT t.city INTO found FROM crosstab('SELECT city, year, amount FROM sales ORDER BY 1, 2') AS t(city text, a int) LIMIT 1;
  RETURN found;
END $$;
--! test
SELECT first_city();
SELECT * FROM by_year;
UPDATE sales SET amount = 100 WHERE id = 24;
SELECT * FROM known_by_year ORDER BY city;
SELECT * FROM words ORDER BY word;
INSERT INTO docs VALUES (3, 'a bird');
SELECT count(*) FROM words;
REFRESH MATERIALIZED VIEW stored;
SELECT * FROM stored ORDER BY word;
SELECT years();
CREATE VIEW later AS SELECT query_to_xml('SELECT * FROM public.cities ORDER BY 1', false, false, '')::text AS x;
SELECT * FROM later;
INSERT INTO cities VALUES ('c2');
SELECT * FROM later;
DROP VIEW later;
CREATE MATERIALIZED VIEW more AS SELECT query_to_xml('SELECT count(*) FROM public.sales', false, false, '')::text AS x;
SELECT * FROM more;
