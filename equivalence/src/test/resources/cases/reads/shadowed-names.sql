-- A subquery, a function or a join may have the name of a table outside, or of another one.
CREATE TYPE pair AS (a int, b text);
CREATE TABLE a (id int PRIMARY KEY, v pair);
CREATE TABLE b (id int PRIMARY KEY, w text);
INSERT INTO a VALUES (1, '(1,x)'), (2, NULL), (3, '(3,z)');
INSERT INTO b VALUES (1, 'one'), (2, 'two');
--! test
SELECT a.* FROM a WHERE EXISTS (SELECT (a IS NOT DISTINCT FROM a)::text FROM (VALUES (1, 2), (NULL, NULL)) a (n, m) WHERE a.n IS NOT NULL) ORDER BY id;
SELECT a.id, (SELECT string_agg(a::text, ' ' ORDER BY n) FROM (SELECT 1) o RIGHT JOIN (VALUES (1), (2)) AS a (n) ON true) FROM a ORDER BY id;
SELECT a.id, (SELECT max(a::text) FROM generate_series(1, a.id) a) FROM a ORDER BY id;
SELECT a.id, (SELECT count(a) FROM generate_series(1, 3) WITH ORDINALITY AS a (n, o) WHERE a = ROW(1::int, 1::bigint)) FROM a ORDER BY id;
SELECT a.id, (SELECT json_agg(x) FROM (SELECT a FROM (a x JOIN b USING (id)) a) x) FROM a ORDER BY id;
SELECT b.id, (SELECT ARRAY(SELECT b FROM unnest(ARRAY[b.w, 'y']) b)) FROM b ORDER BY id;
SELECT b.id, (SELECT b FROM (SELECT b.w || '!') b) FROM b ORDER BY id;
SELECT b.id, (SELECT ROW(b) FROM (b JOIN LATERAL (SELECT 1) o ON true) WHERE b.id = 1) FROM b ORDER BY id;
SELECT b.id, (SELECT x FROM (SELECT b) x) FROM b ORDER BY id;
WITH a AS (SELECT 7 AS q) SELECT b.id, (SELECT a FROM a) FROM b ORDER BY id;
UPDATE b SET w = (SELECT b::text FROM (VALUES (5)) b (n));
UPDATE a SET v = (9, 'q') WHERE id = 2;
SELECT a.id, (SELECT max(a::text) FROM generate_series(1, a.id) a), a::text FROM a ORDER BY id;
SELECT * FROM b ORDER BY id;
