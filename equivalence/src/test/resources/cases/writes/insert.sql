-- INSERT in every form.
--! fixture shop
--! test
INSERT INTO users (name) VALUES ('a');
INSERT INTO users (name, email) VALUES ('b', 'b@example.com'), ('c', 'c@example.com') RETURNING id, name;
INSERT INTO users VALUES (500, 'explicit', NULL, '2001-02-03', false);
INSERT INTO users (id, name) VALUES (DEFAULT, 'default id') RETURNING *;
INSERT INTO users AS u (name) VALUES ('aliased') RETURNING u.id, u.*;
INSERT INTO users (name, email) SELECT name || ' copy', 'copy' || id || '@example.com' FROM users WHERE id < 3 ORDER BY id RETURNING id, name;
INSERT INTO categories SELECT id + 100, name || ' too', parent_id FROM categories;
INSERT INTO audit_log DEFAULT VALUES;
INSERT INTO audit_log (what) VALUES ('x') RETURNING *;
INSERT INTO audit_log SELECT * FROM audit_log;
INSERT INTO products (sku, name) VALUES ('A', 'a'), ('B', 'b') RETURNING id, price, tags;
INSERT INTO products (id, sku, name) OVERRIDING SYSTEM VALUE VALUES (900, 'C', 'c') RETURNING id;
INSERT INTO products (id, sku, name) OVERRIDING USER VALUE VALUES (901, 'D', 'd') RETURNING id;
INSERT INTO orders (user_id) VALUES (3) RETURNING id, status, placed;
INSERT INTO order_lines (order_id, line_no, product_id, quantity, price) VALUES (41, 1, 3, 4, 2.5) RETURNING amount;
INSERT INTO order_lines (order_id, line_no, product_id, price) SELECT 41, line_no + 1, product_id, price FROM order_lines WHERE order_id = 7;
INSERT INTO active_users (name, email) VALUES ('via view', 'via@example.com') RETURNING *;
WITH n AS (INSERT INTO users (name) VALUES ('in cte') RETURNING id, name) SELECT name FROM n;
WITH s AS (SELECT 'from cte' AS name) INSERT INTO users (name) SELECT name FROM s RETURNING name;
INSERT INTO products (sku, name, tags, details) VALUES ('E', 'e', ARRAY['x', 'y'], '{"a": [1, 2]}') RETURNING tags[2], details -> 'a';
SELECT currval('users_id_seq'), lastval();
SELECT nextval('users_id_seq'), currval('users_id_seq');
SELECT setval('users_id_seq', 5000);
INSERT INTO users (name) VALUES ('after setval') RETURNING id;
--! params bound | bound@example.com
INSERT INTO users (name, email) VALUES ($1, $2) RETURNING id;
SELECT * FROM users WHERE id > 20 ORDER BY id;
SELECT count(*) FROM audit_log;
