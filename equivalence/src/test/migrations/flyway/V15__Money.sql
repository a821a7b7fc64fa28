ALTER TABLE products ADD COLUMN cents bigint;
UPDATE products SET cents = (price * 100)::bigint;
ALTER TABLE products ALTER COLUMN cents SET NOT NULL, DROP COLUMN price;
