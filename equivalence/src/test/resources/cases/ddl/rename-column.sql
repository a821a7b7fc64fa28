-- RENAME COLUMN, swapped names included.
--! fixture shop
--! test
ALTER TABLE users RENAME name TO a;
ALTER TABLE users RENAME email TO name;
ALTER TABLE users RENAME a TO email;
SELECT id, name, email FROM users WHERE id < 3 ORDER BY id;
UPDATE users SET email = 'E' WHERE id = 1 RETURNING name, email;
ALTER TABLE users RENAME id TO key;
SELECT key FROM users WHERE key = 4;
INSERT INTO orders (user_id) VALUES (5) RETURNING user_id;
INSERT INTO orders (user_id) VALUES (500);
SELECT * FROM active_users WHERE id < 3 ORDER BY id;
ALTER TABLE users RENAME nosuch TO x;
ALTER TABLE users RENAME key TO name;
ALTER VIEW active_users RENAME COLUMN email TO mail;
SELECT mail FROM active_users WHERE id = 2;
