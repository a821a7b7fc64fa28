-- FOREIGN KEY over rows of both sides.
--! fixture shop
CREATE TABLE notes (id int PRIMARY KEY, user_id int, order_id bigint, line_no smallint, kind text);
INSERT INTO notes VALUES (1, 1, 1, 1, 'a'), (2, 2, NULL, 2, 'b'), (3, NULL, NULL, NULL, NULL), (4, 999, 2, 2, 'c');
--! test
ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users;
UPDATE notes SET user_id = 4 WHERE id = 4;
ALTER TABLE notes ADD CONSTRAINT to_user FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;
ALTER TABLE notes ADD FOREIGN KEY (order_id, line_no) REFERENCES order_lines MATCH FULL;
ALTER TABLE notes ADD FOREIGN KEY (order_id, line_no) REFERENCES order_lines;
INSERT INTO notes VALUES (5, 500);
INSERT INTO notes VALUES (5, 5, 5, 3);
INSERT INTO notes VALUES (5, 5, 5, 2);
DELETE FROM order_lines WHERE order_id = 1;
CREATE TABLE kinds (name text PRIMARY KEY);
INSERT INTO kinds VALUES ('a'), ('b');
ALTER TABLE notes ADD FOREIGN KEY (kind) REFERENCES kinds;
INSERT INTO kinds VALUES ('c');
ALTER TABLE notes ADD FOREIGN KEY (kind) REFERENCES kinds ON UPDATE CASCADE;
UPDATE kinds SET name = 'z' WHERE name = 'a';
SELECT * FROM notes ORDER BY id;
CREATE TABLE own (id int PRIMARY KEY, product int);
INSERT INTO own VALUES (1, 3), (2, 400);
ALTER TABLE own ADD FOREIGN KEY (product) REFERENCES products NOT VALID;
ALTER TABLE own VALIDATE CONSTRAINT own_product_fkey;
UPDATE own SET product = 4 WHERE id = 2;
ALTER TABLE own VALIDATE CONSTRAINT own_product_fkey;
DELETE FROM products WHERE id = 4;
--! any-row
ALTER TABLE users ADD CONSTRAINT wrong FOREIGN KEY (name) REFERENCES products (sku);
ALTER TABLE users ADD CONSTRAINT wrong FOREIGN KEY (id) REFERENCES products (price);
