-- CREATE TABLE (LIKE …), AS, TEMP, UNLOGGED, under a name of production's.
--! fixture shop
--! test
CREATE TABLE copy1 (LIKE products INCLUDING ALL);
INSERT INTO copy1 OVERRIDING SYSTEM VALUE SELECT * FROM products WHERE id < 4;
SELECT * FROM copy1 ORDER BY id;
CREATE TABLE products (a int);
CREATE TEMP TABLE products (a int);
INSERT INTO products VALUES (5);
SELECT * FROM products;
SELECT count(*) FROM public.products;
DROP TABLE products;
SELECT count(*) FROM products;
CREATE SCHEMA other;
CREATE TABLE other.users (id int);
SELECT count(*) FROM other.users;
SET search_path = other, public;
SELECT count(*) FROM users;
SELECT count(*) FROM public.users;
RESET search_path;
CREATE UNLOGGED TABLE counts AS SELECT status, count(*) AS n FROM orders GROUP BY status;
SELECT * FROM counts ORDER BY status;
ALTER TABLE counts SET LOGGED;
CREATE TABLE nothing ();
SELECT * FROM nothing;
CREATE TABLE IF NOT EXISTS users AS SELECT 1;
SELECT count(*) FROM users;
CREATE TABLE typed OF nosuch;
