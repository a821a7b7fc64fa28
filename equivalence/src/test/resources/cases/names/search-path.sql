-- Which relation a bare name means.
--! fixture shop
CREATE TABLE stock.users (id int PRIMARY KEY, shelf text);
INSERT INTO stock.users VALUES (1, 'shelf one'), (2, 'shelf two');
--! test
SELECT * FROM levels;
SET search_path = stock, public;
SELECT * FROM users ORDER BY id;
SELECT count(*) FROM levels;
UPDATE users SET shelf = 'changed' WHERE id = 1;
SELECT * FROM users ORDER BY id;
SELECT * FROM public.users WHERE id = 1;
UPDATE public.users SET name = 'public changed' WHERE id = 1;
RESET search_path;
SELECT * FROM users WHERE id = 1;
BEGIN;
SET LOCAL search_path = stock;
SELECT * FROM users ORDER BY id;
SELECT * FROM orders;
ROLLBACK;
SELECT name FROM users WHERE id = 1;
BEGIN;
SET search_path = stock;
ROLLBACK;
SELECT name FROM users WHERE id = 1;
SELECT set_config('search_path', 'stock, public', false);
SELECT * FROM users ORDER BY id;
SHOW search_path;
SET search_path TO DEFAULT;
CREATE SCHEMA alice;
CREATE TABLE alice.users (id int);
SET search_path = "$user", public;
SELECT count(*) FROM users;
--! session b
SELECT count(*) FROM users;
SET search_path = '';
SELECT count(*) FROM users;
SELECT count(*) FROM public.users;
SET search_path = nosuch, public;
SELECT count(*) FROM users;
SELECT current_schema, current_schemas(false);
