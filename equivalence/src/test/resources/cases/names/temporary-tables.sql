-- A temporary table hides one of production's, for its session alone.
--! fixture shop
--! test
UPDATE users SET name = 'changed' WHERE id = 1;
CREATE TEMP TABLE users (id int, note text);
INSERT INTO users VALUES (1, 'temporary');
SELECT * FROM users;
SELECT name FROM public.users WHERE id = 1;
SELECT * FROM pg_temp.users;
UPDATE users SET note = 'twice';
UPDATE public.users SET name = 'again' WHERE id = 1;
SELECT t.note, p.name FROM users t JOIN public.users p USING (id);
--! session b
SELECT name FROM users WHERE id = 1;
--! session a
DROP TABLE users;
SELECT name FROM users WHERE id = 1;
BEGIN;
CREATE TEMP TABLE orders ON COMMIT DROP AS SELECT id FROM orders WHERE id < 4;
SELECT count(*) FROM orders;
COMMIT;
SELECT count(*) FROM orders;
CREATE TEMP TABLE copied AS SELECT * FROM users WHERE id < 3;
SELECT * FROM copied ORDER BY id;
CREATE TEMP TABLE like_users (LIKE users INCLUDING ALL);
INSERT INTO like_users SELECT * FROM users WHERE id = 4;
SELECT * FROM like_users;
CREATE TEMP VIEW users_view AS SELECT id FROM users WHERE id < 3;
SELECT * FROM users_view ORDER BY 1;
DISCARD TEMP;
SELECT * FROM copied;
