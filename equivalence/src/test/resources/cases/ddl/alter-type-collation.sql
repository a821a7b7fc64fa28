-- ALTER COLUMN … TYPE … COLLATE.
CREATE TABLE t (id int PRIMARY KEY, s text);
INSERT INTO t VALUES (1, 'b'), (2, 'A'), (3, 'a'), (4, 'B');
CREATE TABLE u (id int PRIMARY KEY, s varchar(9) COLLATE "POSIX", x xml);
INSERT INTO u VALUES (1, 'b', '<b/>'), (2, 'A', '<a/>'), (3, NULL, NULL);
CREATE DOMAIN word AS text CHECK (length(value) < 40);
CREATE DOMAIN words AS word;
CREATE TABLE w (id int PRIMARY KEY, x xml, y xml, n int);
INSERT INTO w VALUES (1, '<b/>', '<b/>', 1), (2, '<a/>', NULL, 2);
--! test
ALTER TABLE t ALTER s TYPE text COLLATE "C";
SELECT s FROM t ORDER BY s;
UPDATE t SET s = 'c' WHERE id = 1;
SELECT s FROM t ORDER BY s;
SELECT s FROM t WHERE s > 'B' ORDER BY s;
CREATE INDEX ON t (s);
ALTER TABLE t ALTER s TYPE varchar(10) COLLATE "POSIX";
SELECT max(s) FROM t;
ALTER TABLE u ALTER s TYPE text COLLATE "default", ALTER x TYPE text;
SELECT s FROM u ORDER BY s;
SELECT x FROM u ORDER BY x;
SELECT x FROM u EXCEPT ALL SELECT s FROM u ORDER BY 1;
UPDATE u SET s = 'c' WHERE id = 2;
SELECT s, x FROM u ORDER BY s;
SELECT max(s), min(x) FROM u;
SELECT s FROM u WHERE s > 'a' AND x < 'z';
--! refused 0A000 default-collation
SELECT s FROM u ORDER BY s COLLATE "default";
-- With a length, which the result's columns tell.
ALTER TABLE u ALTER s TYPE name;
ALTER TABLE u ALTER s TYPE varchar(12);
SELECT s FROM u ORDER BY id;
SELECT u.s FROM t LEFT JOIN u USING (id) ORDER BY id;
-- To a domain, from a type without a collation.
ALTER TABLE w ALTER x TYPE word, ALTER y TYPE words, ALTER n TYPE word;
SELECT * FROM w ORDER BY x;
UPDATE w SET n = n || '0' WHERE x = '<a/>';
SELECT x || y, n FROM w ORDER BY n DESC;
SELECT max(x), min(y) FROM w;
