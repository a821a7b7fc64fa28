-- NOT NULL as a named constraint, NOT VALID too.
--! since 18
--! fixture shop
--! test
ALTER TABLE users ADD CONSTRAINT has_email NOT NULL email NOT VALID;
INSERT INTO users (name) VALUES ('none');
ALTER TABLE users VALIDATE CONSTRAINT has_email;
UPDATE users SET email = 'x' || id WHERE email IS NULL;
ALTER TABLE users VALIDATE CONSTRAINT has_email;
ALTER TABLE users DROP CONSTRAINT has_email;
ALTER TABLE users ADD CONSTRAINT has_born NOT NULL born;
ALTER TABLE users ADD CONSTRAINT young CHECK (born > '2000-01-01') NOT ENFORCED;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
DELETE FROM users WHERE id = 2;
ALTER TABLE orders ADD CONSTRAINT loose FOREIGN KEY (user_id) REFERENCES users NOT ENFORCED;
ALTER TABLE orders ALTER CONSTRAINT loose ENFORCED;
DELETE FROM order_lines WHERE order_id IN (SELECT id FROM orders WHERE user_id = 2);
DELETE FROM orders WHERE user_id = 2;
ALTER TABLE orders ALTER CONSTRAINT loose ENFORCED;
INSERT INTO orders (user_id) VALUES (2);
