CREATE SCHEMA warehouse;
ALTER TABLE stock.levels SET SCHEMA warehouse;
DROP SCHEMA stock;
ALTER TABLE warehouse.levels ADD CONSTRAINT filled CHECK (amount > 0);
INSERT INTO warehouse.levels SELECT id, 1 FROM products p WHERE NOT EXISTS (SELECT FROM warehouse.levels l WHERE l.product_id = p.id);
