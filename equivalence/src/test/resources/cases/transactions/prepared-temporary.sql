-- A path that begins with the temporary schema does not make it.
CREATE TABLE accounts (id int PRIMARY KEY, balance int);
INSERT INTO accounts VALUES (1, 100), (2, 100);
--! test
SET search_path TO 'pg_temp';
BEGIN;
SELECT current_schema() ~ 'pg_temp' AS temporary;
PREPARE TRANSACTION 'pgveneer_temporary';
ROLLBACK;
--! session b
SET search_path = pg_temp, public;
SELECT * FROM accounts ORDER BY id;
SELECT count(*) FROM pg_namespace WHERE oid = pg_my_temp_schema();
SHOW search_path;
UPDATE accounts SET balance = 1 WHERE id = 1;
CREATE TABLE accounts AS SELECT id, balance + 10 AS balance FROM accounts;
SELECT * FROM accounts ORDER BY id;
SELECT * FROM public.accounts ORDER BY id;
SELECT current_schemas(false)::text ~ '^{pg_temp_\d+,public}$';
DROP TABLE accounts;
SELECT * FROM accounts ORDER BY id;
CREATE VIEW view_of_accounts AS SELECT * FROM accounts;
SELECT * FROM view_of_accounts ORDER BY id;
--! session c
BEGIN;
SET LOCAL search_path = "pg_temp", pg_temp;
SELECT * FROM accounts;
ROLLBACK;
SELECT * FROM accounts ORDER BY id;
