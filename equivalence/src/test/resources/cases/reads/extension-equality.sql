-- The equality that IS DISTINCT FROM, NULLIF and CASE stand for is that of the type, also where it came with an extension
-- and production could be asked: it would look for another by name.
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE TABLE words (id int PRIMARY KEY, word citext, path ltree);
INSERT INTO words VALUES (1, 'Abc', 'a.b'), (2, 'abc', 'a'), (3, 'x', NULL), (4, NULL, 'a.b');
CREATE TABLE other (id int PRIMARY KEY, word citext);
INSERT INTO other VALUES (1, 'ABC'), (2, NULL);
CREATE TABLE big (id int PRIMARY KEY, v int);
INSERT INTO big SELECT n, n % 10 FROM generate_series(1, 60) n;
UPDATE pg_class SET reltuples = 100000 WHERE relname = 'big';
--! test
SELECT id FROM words WHERE word IS NOT DISTINCT FROM 'aBC'::citext ORDER BY id;
SELECT id FROM words WHERE word IS DISTINCT FROM 'aBC'::citext ORDER BY id;
SELECT id FROM words WHERE path IS NOT DISTINCT FROM 'a.b'::ltree ORDER BY id;
SELECT id FROM words WHERE nullif(word, 'ABC'::citext) IS NULL ORDER BY id;
SELECT id FROM words WHERE CASE word WHEN 'ABC'::citext THEN true ELSE false END ORDER BY id;
SELECT count(*) FROM words WHERE word IS DISTINCT FROM 'aBC'::citext;
SELECT w.id, o.id FROM words w JOIN other o ON w.word IS NOT DISTINCT FROM o.word ORDER BY 1, 2;
SELECT w.id FROM words w WHERE (w.word, w.id) IS DISTINCT FROM ('ABC'::citext, 1) ORDER BY 1;
UPDATE words SET id = id + 10 WHERE word IS NOT DISTINCT FROM 'aBC'::citext;
SELECT id FROM words WHERE word IS NOT DISTINCT FROM 'aBC'::citext ORDER BY id;
SELECT id FROM words WHERE path IS DISTINCT FROM 'a'::ltree ORDER BY id;
DELETE FROM words WHERE path IS NOT DISTINCT FROM 'a.b'::ltree;
SELECT id FROM words WHERE CASE path WHEN 'a.b' THEN 1 WHEN 'a' THEN 2 END = 2 ORDER BY id;
PREPARE p AS SELECT id FROM words WHERE word IS NOT DISTINCT FROM $1 ORDER BY id;
EXECUTE p ('ABC');
CREATE VIEW same AS SELECT w.id, o.id AS other FROM words w JOIN other o ON w.word IS NOT DISTINCT FROM o.word;
SELECT * FROM same ORDER BY 1, 2;
CREATE DOMAIN name AS citext;
CREATE TABLE here (id int, name name);
INSERT INTO here VALUES (1, 'ABC'), (2, 'X');
SELECT h.id, w.id FROM here h JOIN words w ON w.word IS NOT DISTINCT FROM h.name ORDER BY 1, 2;
CREATE FUNCTION look(citext) RETURNS SETOF int LANGUAGE sql AS 'SELECT id FROM words WHERE word IS NOT DISTINCT FROM $1 ORDER BY id';
SELECT * FROM look('ABC');
SELECT word, count(*) FROM words GROUP BY 1 ORDER BY 1;
SELECT DISTINCT word FROM words ORDER BY 1;
-- a value of such a type in a condition of another table
SELECT b.id, w.id FROM big b JOIN words w ON w.word IS NOT DISTINCT FROM 'x'::citext OR b.id = w.id WHERE b.id < 14 ORDER BY 1, 2;
SELECT b.id FROM big b WHERE EXISTS (SELECT FROM other o WHERE b.v = 3 OR CASE o.word WHEN 'abc' THEN b.id = 5 END) ORDER BY 1;
TRUNCATE other;
INSERT INTO other VALUES (1, 'ABC'), (9, 'q');
SELECT b.id, o.id FROM other o CROSS JOIN LATERAL (SELECT * FROM big b WHERE o.word IS NOT DISTINCT FROM 'abc' AND b.id = 4 OR b.id = o.id) b ORDER BY 1, 2;
SELECT count(*) FROM big WHERE EXISTS (SELECT FROM words w CROSS JOIN big b WHERE w.path IS NOT DISTINCT FROM w.path AND b.v = 3 OR b.v NOT IN (5, 6));
