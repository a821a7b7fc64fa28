-- ADD COLUMN computed from others.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN lower_name text GENERATED ALWAYS AS (lower(name)) STORED;
SELECT id, lower_name FROM users WHERE lower_name LIKE 'user 1%' ORDER BY id;
UPDATE users SET name = 'NEW' WHERE id = 1 RETURNING lower_name;
ALTER TABLE users RENAME COLUMN name TO label;
SELECT lower_name FROM users WHERE id IN (1, 2) ORDER BY id;
ALTER TABLE users DROP COLUMN label;
ALTER TABLE users ALTER COLUMN lower_name DROP EXPRESSION;
ALTER TABLE users DROP COLUMN label;
SELECT id, lower_name FROM users ORDER BY id;
UPDATE users SET lower_name = 'free' WHERE id = 2;
SELECT lower_name FROM users WHERE id < 4 ORDER BY id;
ALTER TABLE users ADD COLUMN wrong int GENERATED ALWAYS AS (1 / (id - 3)) STORED;
