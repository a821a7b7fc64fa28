-- Unique constraints and indexes: expressions, conditions, NULLS NOT DISTINCT, deferrable.
--! fixture shop
--! test
--! any-row
CREATE UNIQUE INDEX one_each ON orders (user_id);
CREATE UNIQUE INDEX first_letter ON users (left(name, 4));
CREATE UNIQUE INDEX lower_name ON users (lower(name));
INSERT INTO users (name) VALUES ('USER 5');
CREATE UNIQUE INDEX paid_once ON orders (user_id) WHERE status = 'paid';
CREATE UNIQUE INDEX far ON orders (placed) WHERE total > 100;
CREATE UNIQUE INDEX no_null ON users (email) NULLS NOT DISTINCT;
UPDATE users SET email = 'm' || id WHERE id = 7;
CREATE UNIQUE INDEX no_null ON users (email) NULLS NOT DISTINCT;
INSERT INTO users (name) VALUES ('second null');
ALTER TABLE audit_log ADD UNIQUE (at, who, what);
INSERT INTO audit_log VALUES ('2025-01-01 01:00:00+00', 'user 1', 'action 1');
INSERT INTO audit_log VALUES (NULL, NULL, 'twice');
ALTER TABLE products ADD CONSTRAINT sku_later UNIQUE (sku) DEFERRABLE INITIALLY DEFERRED;
BEGIN;
UPDATE products SET sku = 'SKU-2' WHERE id = 1;
COMMIT;
CREATE UNIQUE INDEX CONCURRENTLY per_day ON orders (user_id, placed);
--! any-row
CREATE UNIQUE INDEX lines_key ON order_lines (product_id) INCLUDE (order_id);
ALTER TABLE orders ADD CONSTRAINT per_day UNIQUE USING INDEX per_day;
INSERT INTO orders (user_id, placed) VALUES (2, '2025-01-02');
