-- EXISTS and IN over unchanged tables: postgres_fdw would ship them as semi-joins, also where a condition cannot be shipped.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN word AS text CHECK (length(value) < 40);
CREATE FUNCTION twice(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 * 2; END';
CREATE TABLE a (id int PRIMARY KEY, m mood, w word, x int, at timestamptz, name varchar(10));
CREATE TABLE b (id int PRIMARY KEY, m mood, w word, x int, at timestamptz, day date, a_id int REFERENCES a, note text);
INSERT INTO a SELECT g, (ARRAY['sad', 'ok', 'happy'])[1 + g % 3]::mood, 'w' || g % 5, g, timestamptz '2026-01-01 00:00Z' + g * interval '1 day', 'n' || g
FROM generate_series(1, 30) g;
INSERT INTO b SELECT g, (ARRAY['sad', 'ok'])[1 + g % 2]::mood, 'w' || g % 3, g % 7, timestamptz '2026-01-01 00:00Z' + g * interval '2 days',
  date '2026-01-05' + g, 1 + g % 10, 'n' || g FROM generate_series(1, 20) g;
CREATE VIEW v AS SELECT * FROM a WHERE EXISTS (SELECT FROM b WHERE twice(b.x) = a.x);
CREATE VIEW plain AS SELECT id, m, x + 1 AS y FROM a;
--! test
SELECT count(*) FROM a WHERE m IN (SELECT m FROM b WHERE x < 5);
SELECT count(*) FROM a WHERE w IN (SELECT w FROM b) ;
SELECT a.id FROM a WHERE w IN (SELECT b.w FROM b WHERE b.x = 1) ORDER BY a.w, a.id;
SELECT a.w, count(*) FROM a WHERE w IN (SELECT b.w FROM b WHERE b.x = 1) GROUP BY a.w ORDER BY 1;
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE twice(b.x) = a.x AND b.x < 5);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.id = a.id AND twice(b.x) = a.x);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.id = a.id AND b.m > a.m);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.id = a.id AND b.m >= a.m AND b.m = 'ok');
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.day < a.at AND b.x = 2);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.at < a.at AND b.x = 2);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.at < a.at - interval '3 days' AND b.x = 2);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.note = a.name);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.note LIKE a.name || '%');
SELECT count(*) FROM a WHERE x IN (SELECT b.x FROM b JOIN a a2 ON a2.id = b.id WHERE a2.m >= b.m);
SELECT count(*) FROM a WHERE x = ANY (SELECT twice(b.x) FROM b);
SELECT count(*) FROM a WHERE (x, m) IN (SELECT b.x, b.m FROM b);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM (SELECT x, m AS n FROM b) s WHERE s.x = a.x AND s.n = a.m);
SELECT count(*) FROM a WHERE EXISTS (WITH c AS (SELECT * FROM b) SELECT FROM c WHERE c.m = a.m);
SELECT count(*) FROM a WHERE x::text IN (SELECT b.x::text FROM b);
SELECT count(*) FROM a JOIN b o ON o.a_id = a.id WHERE EXISTS (SELECT FROM b WHERE b.id = o.id AND a.m > b.m);
SELECT count(*) FROM v;
SELECT count(*) FROM v WHERE id IN (SELECT a_id FROM b);
SELECT count(*) FROM plain WHERE m IN (SELECT m FROM b);
SELECT count(*) FROM plain WHERE y IN (SELECT x FROM b);
SELECT count(*) FROM b WHERE a_id IN (SELECT id FROM plain WHERE plain.m < b.m);
UPDATE a SET name = 'seen' WHERE m IN (SELECT m FROM b WHERE x = 3) AND EXISTS (SELECT FROM b WHERE twice(b.x) = a.x) RETURNING id;
DELETE FROM b WHERE EXISTS (SELECT FROM a WHERE a.m = b.m AND a.id = 3) RETURNING id;
ALTER TABLE a ALTER x TYPE text;
SELECT count(*) FROM a WHERE x IN (SELECT b.note FROM b);
SELECT count(*) FROM a WHERE EXISTS (SELECT FROM b WHERE b.x::text = a.x);
