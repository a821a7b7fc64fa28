-- Functions and procedures created, replaced, altered, dropped.
--! fixture shop
CREATE FUNCTION spent(uid int) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = uid';
--! test
SELECT spent(2);
UPDATE orders SET total = 1 WHERE user_id = 2;
SELECT spent(2);
CREATE OR REPLACE FUNCTION spent(uid int) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) * 2 FROM orders WHERE user_id = uid';
SELECT spent(2);
SELECT prosrc FROM pg_proc WHERE proname = 'spent';
SELECT pg_get_functiondef('spent'::regproc);
CREATE FUNCTION top(n int) RETURNS SETOF users LANGUAGE sql STABLE AS $$ SELECT * FROM users ORDER BY id LIMIT n $$;
SELECT id, name FROM top(2);
ALTER TABLE users ADD COLUMN extra int DEFAULT 1;
SELECT * FROM top(2);
ALTER FUNCTION spent(int) RENAME TO paid;
SELECT paid(3);
ALTER FUNCTION paid(int) SET search_path = public;
SELECT paid(3);
CREATE PROCEDURE raise_prices(p numeric) LANGUAGE plpgsql AS $$ BEGIN UPDATE products SET price = price + p; END $$;
CALL raise_prices(1);
SELECT sum(price) FROM products;
--! whole
CREATE FUNCTION atomic(uid int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM orders WHERE user_id = uid; END
--! end
SELECT atomic(3);
SELECT pg_get_functiondef('atomic'::regproc);
--! whole
CREATE PROCEDURE rename_all(uid int) LANGUAGE sql BEGIN ATOMIC UPDATE users SET name = 'r' WHERE id = uid; UPDATE users SET name = 's' WHERE id = rename_all.uid + 1; END
--! end
CALL rename_all(3);
SELECT id, name FROM users WHERE id < 6 ORDER BY id;
DROP PROCEDURE rename_all;
DROP TABLE orders;
ALTER TABLE products ADD COLUMN spent numeric DEFAULT paid(4);
SELECT DISTINCT spent FROM products;
DROP FUNCTION paid(int);
DROP FUNCTION IF EXISTS nosuch(int);
DROP FUNCTION top(int), atomic(int);
CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM nosuch); END';
SELECT broken();
