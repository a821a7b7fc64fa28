-- A transaction that ends with an error, be it at its Sync, leaves to what was sent behind it what was there before.
--! fixture shop
--! test
CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (parent int REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
BEGIN;
INSERT INTO children VALUES (1);
ALTER TABLE users RENAME TO members;
--! pipeline
COMMIT;
--! sync
SELECT count(*) FROM users;
--! end
--! pipeline
INSERT INTO children VALUES (1);
ALTER TABLE users RENAME TO members;
SELECT count(*) FROM members;
--! sync
SELECT count(*) FROM users;
--! end
--! pipeline
ALTER TABLE users RENAME TO members;
SELECT 1/0;
--! sync
SELECT count(*) FROM users;
UPDATE users SET name = 'one' WHERE id = 1;
--! sync
SELECT name FROM users WHERE id = 1;
--! end
BEGIN;
ALTER TABLE users RENAME TO members;
--! pipeline
SELECT 1/0;
--! sync
COMMIT;
--! sync
SELECT count(*) FROM users;
--! end
