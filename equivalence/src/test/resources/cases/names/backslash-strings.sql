-- standard_conforming_strings = off: backslashes escape quotes in plain strings.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'it''s'), (2, 'x'' FROM t');
CREATE TABLE "a b" (id int PRIMARY KEY, v text);
INSERT INTO "a b" VALUES (1, 'q');
--! test
SET escape_string_warning = off;
--! whole
SET standard_conforming_strings = off
--! end
--! whole
SELECT 'x\' FROM t', count(*) FROM t
--! end
--! whole
SELECT count(*) FROM t WHERE v = 'it\'s'
--! end
--! whole
SELECT 'a\'' || v FROM t WHERE v <> '\'' ORDER BY id
--! end
--! whole
UPDATE t SET v = 'y\' WHERE id = 1 --' WHERE id = 2 RETURNING *
--! end
--! whole
SELECT * FROM t ORDER BY id
--! end
--! whole
DELETE FROM t WHERE v = 'it\'s'
--! end
--! whole
SELECT * FROM t ORDER BY id
--! end
--! whole
SELECT 'x\'' || v, n'a\tb', e'\'', 'a'
  'b\'c' FROM t WHERE v NOT LIKE'\'%' ORDER BY id
--! end
--! script
SELECT 'it\'s'; INSERT INTO t VALUES (3, 'a\';b'); SELECT v FROM t ORDER BY id
--! end
--! whole
CREATE TABLE own (v text DEFAULT '\\d\'')
--! end
--! whole
INSERT INTO own DEFAULT VALUES RETURNING v
--! end
--! whole
SELECT nix, '\'' FROM own
--! end
--! whole
ALTER TABLE t ADD COLUMN w int DEFAULT 7
--! end
--! whole
ALTER TABLE t ALTER COLUMN v TYPE varchar(20)
--! end
--! refused 0A000 backslashes
--! whole
ALTER TABLE t ALTER COLUMN v TYPE text USING v || '\''
--! end
--! refused 0A000 backslashes
--! whole
DO $$ BEGIN UPDATE t SET v = 'b\'' WHERE id = 1; END $$
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
