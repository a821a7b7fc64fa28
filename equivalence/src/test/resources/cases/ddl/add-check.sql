-- CHECK constraints, NOT VALID and VALIDATE.
--! fixture shop
--! test
ALTER TABLE products ADD CONSTRAINT cheap CHECK (price < 50);
UPDATE products SET price = 49 WHERE price >= 50;
ALTER TABLE products ADD CONSTRAINT cheap CHECK (price < 50);
UPDATE products SET price = 51 WHERE id = 1;
ALTER TABLE products ADD CONSTRAINT two CHECK (cardinality(tags) < 2) NOT VALID;
UPDATE products SET name = 'x' WHERE id = 3;
UPDATE products SET name = 'x' WHERE id = 4;
ALTER TABLE products VALIDATE CONSTRAINT two;
UPDATE products SET tags = '{}' WHERE cardinality(tags) >= 2;
ALTER TABLE products VALIDATE CONSTRAINT two;
ALTER TABLE products DROP CONSTRAINT products_price_check;
UPDATE products SET price = -1 WHERE id = 5 RETURNING price;
ALTER TABLE products ADD CHECK (price >= 0);
ALTER TABLE products ADD CHECK (name IS NOT NULL AND sku ~ '^SKU-\d+$');
