-- A materialized view with ONLY, a system column or a sample keeps its query over the tables, which can be altered then.
--! fixture shop
--! test
UPDATE products SET name = 'changed' WHERE id = 2;
CREATE MATERIALIZED VIEW pairs AS
  SELECT a.id AS a, b.name AS b FROM ONLY products a JOIN products b ON b.id = a.id + 1;
SELECT * FROM pairs ORDER BY a;
CREATE MATERIALIZED VIEW placed AS SELECT p.tableoid::regclass::text AS place, p.id, q.name FROM products p JOIN products q USING (id);
SELECT * FROM placed ORDER BY id;
SELECT pg_get_viewdef('pairs'), pg_get_viewdef('placed');
ALTER TABLE products ADD COLUMN col1 time with time zone;
ALTER TABLE products ADD COLUMN col2 integer NOT NULL DEFAULT 4;
UPDATE products SET name = 'again' WHERE id = 3;
REFRESH MATERIALIZED VIEW pairs;
SELECT * FROM pairs ORDER BY a;
CREATE FUNCTION counted() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM public.products); END $$;
CREATE FUNCTION path() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN current_setting('search_path'); END $$;
CREATE MATERIALIZED VIEW paths AS SELECT p.id, path(), counted() FROM products p;
SELECT DISTINCT path, counted FROM paths;
UPDATE products SET name = 'once more' WHERE id = 4;
REFRESH MATERIALIZED VIEW paths;
SELECT DISTINCT path, counted FROM paths;
