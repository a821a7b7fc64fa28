-- Roles, column privileges and row-level security.
--! fixture shop
GRANT SELECT ON users TO alice;
GRANT SELECT (id, name), UPDATE (name) ON products TO alice;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO bob;
GRANT USAGE ON SEQUENCE orders_id_seq TO bob;
GRANT SELECT ON users TO bob;
CREATE TABLE secrets (id int PRIMARY KEY, owner text, body text);
INSERT INTO secrets VALUES (1, 'alice', 'a'), (2, 'bob', 'b'), (3, 'alice', 'c');
ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON secrets USING (owner = current_user) WITH CHECK (owner = current_user);
GRANT ALL ON secrets TO alice, bob;
--! test
SELECT count(*) FROM secrets;
--! session c=alice
SELECT current_user;
SELECT id, name FROM users WHERE id < 3 ORDER BY id;
SELECT * FROM orders;
UPDATE users SET name = 'x' WHERE id = 1;
SELECT id, name FROM products WHERE id < 3 ORDER BY id;
SELECT * FROM products;
SELECT price FROM products;
UPDATE products SET name = 'by alice' WHERE id = 1;
UPDATE products SET price = 1 WHERE id = 1;
SELECT * FROM secrets ORDER BY id;
UPDATE secrets SET body = body || '!' RETURNING *;
INSERT INTO secrets VALUES (4, 'bob', 'x');
INSERT INTO secrets VALUES (4, 'alice', 'x');
DELETE FROM secrets WHERE id = 2;
--! session d=bob
SELECT * FROM secrets ORDER BY id;
UPDATE orders SET total = 5 WHERE id = 3 RETURNING id, total;
INSERT INTO orders (user_id) VALUES (2) RETURNING id;
DELETE FROM orders WHERE id = 4;
SELECT * FROM order_lines;
CREATE TABLE bobs (id int);
SELECT u.name, o.id FROM users u JOIN orders o ON o.user_id = u.id WHERE o.id < 5 ORDER BY o.id;
--! session a
SELECT * FROM secrets ORDER BY id;
SET ROLE alice;
SELECT * FROM secrets ORDER BY id;
SELECT * FROM orders;
RESET ROLE;
REVOKE SELECT ON users FROM alice;
--! session c=alice
SELECT count(*) FROM users;
