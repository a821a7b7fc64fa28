-- What a statement in a pipeline sets holds for the next one, before the server has told it.
--! fixture shop
--! test
SET escape_string_warning = off;
--! pipeline
SET standard_conforming_strings = off;
SELECT 'it\'', (SELECT count(*) FROM users), 'x\'';
SET standard_conforming_strings = on;
SELECT 'a\', (SELECT count(*) FROM users), 'x\';
--! end
ROLLBACK;
--! pipeline
BEGIN;
SET LOCAL standard_conforming_strings = off;
SELECT 'it\'', (SELECT count(*) FROM users), 'x\'';
ROLLBACK;
SELECT 'a\', (SELECT count(*) FROM users), 'x\';
--! end
ROLLBACK;
--! pipeline
PREPARE u AS UPDATE users SET name = 'u' WHERE id = $1;
EXECUTE u (1);
DEALLOCATE u;
PREPARE u AS SELECT name FROM users WHERE id = $1;
EXECUTE u (1);
DEALLOCATE u;
PREPARE u AS DELETE FROM reviews WHERE user_id = $1;
EXECUTE u (3);
SELECT count(*) FROM reviews;
--! end
ROLLBACK;
--! pipeline
CREATE TEMP TABLE users (id int);
SELECT count(*) FROM users;
DISCARD TEMP;
SELECT count(*) FROM users;
CREATE TEMP TABLE users (id int);
DROP TABLE users;
SELECT count(*) FROM users;
--! end
ROLLBACK;
--! pipeline
BEGIN;
CREATE TEMP TABLE users (id int) ON COMMIT DROP;
SELECT count(*) FROM users;
COMMIT;
SELECT count(*) FROM users;
--! sync
SELECT count(*) FROM users;
--! end
ROLLBACK;
--! pipeline
CREATE TEMP TABLE users (id int) ON COMMIT DROP;
SELECT count(*) FROM users;
--! sync
SELECT count(*) FROM users;
--! end
ROLLBACK;
--! pipeline
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM categories WHERE id = 2 FOR UPDATE;
FETCH c;
UPDATE categories SET name = 'cursor' WHERE CURRENT OF c;
COMMIT;
SELECT name FROM categories WHERE id = 2;
--! end
