-- Cursors and portals over merged rows.
--! fixture shop
--! test
UPDATE users SET name = 'changed' WHERE id = 2;
BEGIN;
DECLARE c CURSOR FOR SELECT id, name FROM users ORDER BY id;
FETCH 2 FROM c;
FETCH NEXT FROM c;
MOVE 3 IN c;
FETCH c;
FETCH ALL FROM c;
FETCH c;
CLOSE c;
DECLARE s SCROLL CURSOR FOR SELECT id FROM users ORDER BY id;
FETCH LAST FROM s;
FETCH PRIOR FROM s;
FETCH ABSOLUTE 3 FROM s;
FETCH BACKWARD 2 FROM s;
FETCH FIRST FROM s;
FETCH RELATIVE 2 FROM s;
COMMIT;
FETCH s;
BEGIN;
DECLARE h CURSOR WITH HOLD FOR SELECT id, name FROM categories ORDER BY id;
FETCH 1 FROM h;
COMMIT;
UPDATE categories SET name = 'after' WHERE id = 2;
FETCH 2 FROM h;
CLOSE h;
BEGIN;
DECLARE u CURSOR FOR SELECT id FROM users WHERE id > 5 ORDER BY id;
UPDATE users SET name = 'during' WHERE id = 7;
FETCH 3 FROM u;
ROLLBACK;
DECLARE outside CURSOR FOR SELECT 1;
--! prepare p
SELECT id FROM users WHERE id > $1 ORDER BY id;
BEGIN;
--! open q p 3
--! fetch q 2
--! fetch q 2
--! fetch q 0
COMMIT;
BEGIN;
DECLARE w CURSOR FOR SELECT id, name FROM categories WHERE id = 3 FOR UPDATE;
FETCH w;
UPDATE categories SET name = 'current' WHERE CURRENT OF w;
COMMIT;
SELECT name FROM categories WHERE id = 3;
SELECT count(*) FROM reviews WHERE stars = 2;
--! session b
BEGIN;
DECLARE x CURSOR FOR SELECT * FROM reviews WHERE stars = 2;
FETCH 1 FROM x;
--! refused 0A000 current-of-a-plain-cursor
DELETE FROM reviews WHERE CURRENT OF x;
--! disconnect
--! session a
