-- NOT NULL, CHECK, domains, generated columns, exclusion.
--! fixture shop
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE bookings (id int PRIMARY KEY, room int, during int4range, EXCLUDE USING gist (room WITH =, during WITH &&));
INSERT INTO bookings VALUES (1, 1, '[1,5)'), (2, 1, '[5,9)'), (3, 2, '[1,9)');
CREATE DOMAIN zip AS text CHECK (value ~ '^\d{5}$');
CREATE TABLE addresses (id int PRIMARY KEY, zip zip NOT NULL);
INSERT INTO addresses VALUES (1, '12345');
--! test
UPDATE users SET name = NULL WHERE id = 1;
INSERT INTO users (email) VALUES ('noname@example.com');
UPDATE products SET price = -1 WHERE id = 2;
INSERT INTO products (sku, name, price) VALUES ('X', 'x', -5);
UPDATE order_lines SET amount = 3 WHERE order_id = 1;
UPDATE order_lines SET quantity = 0 WHERE order_id = 2 AND line_no = 1;
UPDATE reviews SET stars = 9 WHERE product_id = 3;
INSERT INTO bookings VALUES (4, 1, '[4,6)');
INSERT INTO bookings VALUES (4, 1, '[9,12)');
UPDATE bookings SET room = 1 WHERE id = 3;
UPDATE addresses SET zip = 'abc' WHERE id = 1;
UPDATE addresses SET zip = '54321' WHERE id = 1 RETURNING *;
INSERT INTO addresses VALUES (2, NULL);
UPDATE products SET sku = repeat('x', 30) WHERE id = 1;
UPDATE products SET price = 123456789012 WHERE id = 1;
INSERT INTO orders (user_id, status) VALUES (1, 'nosuch');
UPDATE users SET id = 'abc';
