-- The search path of a transaction ends with it, for what was sent behind it as well.
--! fixture shop
--! test
CREATE TABLE stock.users (id int);
--! pipeline
BEGIN;
SET LOCAL search_path = stock;
SELECT count(*) FROM levels;
SELECT count(*) FROM users;
COMMIT;
SELECT count(*) FROM users;
SELECT count(*) FROM levels;
--! end
--! pipeline
BEGIN;
SELECT Set_Config('search_path', 'stock', true);
SELECT count(*) FROM users;
ROLLBACK;
SELECT count(*) FROM users;
--! end
--! script
BEGIN; SET LOCAL search_path = stock; SELECT count(*) FROM users
--! end
--! script
COMMIT; SELECT count(*) FROM users
--! end
--! pipeline
SET search_path = stock;
SELECT count(*) FROM users;
SELECT 1/0;
--! sync
SELECT count(*) FROM users;
--! end
