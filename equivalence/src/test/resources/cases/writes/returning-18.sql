-- OLD and NEW in RETURNING.
--! since 18
--! fixture shop
--! test
UPDATE users SET name = 'new name' WHERE id = 3 RETURNING old.name, new.name, old.id;
DELETE FROM order_lines WHERE order_id = 9 RETURNING old.*, new.order_id;
INSERT INTO users (name) VALUES ('x') RETURNING old.id, new.id;
INSERT INTO stock.levels VALUES (3, 9) ON CONFLICT (product_id) DO UPDATE SET amount = 9 RETURNING WITH (OLD AS o, NEW AS n) o.amount, n.amount;
