-- DISCARD drops temporary tables, and names mean what they meant before.
--! fixture shop
--! test
CREATE TEMP TABLE users (id int);
SELECT count(*) FROM users;
DISCARD TEMP;
SELECT count(*) FROM users;
CREATE TEMP TABLE users (id int);
DISCARD ALL;
SELECT count(*) FROM users;
CREATE TEMP TABLE users (id int);
BEGIN;
DISCARD TEMPORARY;
SELECT count(*) FROM users;
ROLLBACK;
SELECT count(*) FROM users;
BEGIN;
DISCARD TEMP;
--! pipeline
SELECT count(*) FROM users;
ROLLBACK;
SELECT count(*) FROM users;
DISCARD TEMP;
SELECT count(*) FROM users;
--! end
SELECT count(*) FROM users;
