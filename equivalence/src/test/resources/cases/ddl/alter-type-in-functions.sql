-- ALTER COLUMN … TYPE from functions and DO blocks.
--! fixture shop
--! test
DO $$ BEGIN ALTER TABLE users ALTER COLUMN born TYPE text USING to_char(born, 'YYYY'); END $$;
SELECT id, born FROM users WHERE id < 4 ORDER BY id;
DO $$ BEGIN EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE int USING stars * 10', 'reviews', 'stars'); END $$;
SELECT stars, count(*) FROM reviews GROUP BY stars ORDER BY stars;
CREATE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE products ALTER COLUMN sku TYPE text; ALTER TABLE products ADD COLUMN extra int DEFAULT 3; END $$;
SELECT widen();
SELECT sku, extra FROM products WHERE id = 4;
DO $$ BEGIN ALTER TABLE products ALTER COLUMN name TYPE varchar(3); EXCEPTION WHEN string_data_right_truncation THEN RAISE NOTICE 'too long'; END $$;
SELECT name FROM products WHERE id = 4;
