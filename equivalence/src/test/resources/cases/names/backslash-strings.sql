-- standard_conforming_strings = off: backslashes escape quotes in plain strings.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'it''s'), (2, 'x'' FROM t');
CREATE TABLE "a b" (id int PRIMARY KEY, v text);
INSERT INTO "a b" VALUES (1, 'q');
--! test
--! whole
SET standard_conforming_strings = off
--! end
--! refused 0A000 backslashes
--! whole
SELECT 'x\' FROM t', count(*) FROM t
--! end
--! refused 0A000 backslashes
--! whole
SELECT count(*) FROM t WHERE v = 'it\'s'
--! end
--! refused 0A000 backslashes
--! whole
SELECT 'a\'' || v FROM t WHERE v <> '\'' ORDER BY id
--! end
--! refused 0A000 backslashes
--! whole
UPDATE t SET v = 'y\' WHERE id = 1 --' WHERE id = 2 RETURNING *
--! end
--! whole
SELECT * FROM t ORDER BY id
--! end
--! refused 0A000 backslashes
--! whole
DELETE FROM t WHERE v = 'it\'s'
--! end
--! whole
SELECT * FROM t ORDER BY id
--! end
--! whole
SET standard_conforming_strings = on
--! end
--! whole
SELECT 'x\' FROM t ORDER BY id
--! end
--! whole
SELECT U&'d\0061t\+000061' FROM t
--! end
--! whole
SELECT U&"\0076" FROM t ORDER BY id
--! end
--! whole
SELECT * FROM U&"t" ORDER BY 1
--! end
--! whole
SELECT * FROM U&"\0061 b"
--! end
