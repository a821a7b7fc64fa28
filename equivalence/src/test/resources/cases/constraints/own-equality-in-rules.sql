-- Policies, indexes and generated columns compare by an operator that their text does not name, of a type with an equality of
-- its own.
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, c citext, n int, o citext DEFAULT 'X');
INSERT INTO t VALUES (1, 'Abc', 1), (2, 'x', 2), (3, 'y', 3), (4, NULL, 4);
CREATE UNIQUE INDEX part ON t (n) WHERE c IS NOT DISTINCT FROM 'ABC'::citext;
CREATE UNIQUE INDEX computed ON t ((CASE c WHEN o THEN 'x' ELSE id::text END));
CREATE TABLE p (id int PRIMARY KEY, c citext, n int);
INSERT INTO p SELECT id, c, n FROM t;
GRANT ALL ON p TO alice;
ALTER TABLE p ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON p USING (c IS DISTINCT FROM 'ABC'::citext);
CREATE TABLE q (id int PRIMARY KEY, c citext, n int);
INSERT INTO q SELECT id, c, n FROM t;
GRANT ALL ON q TO alice;
CREATE TABLE d (id int PRIMARY KEY, c citext, n int);
INSERT INTO d VALUES (1, 'Abc', 1), (2, 'aBc', 1), (3, 'y', 3);
CREATE TABLE keyless (c citext, n int);
INSERT INTO keyless SELECT c, n FROM d WHERE id > 1;
CREATE UNIQUE INDEX keyless_part ON keyless (n) WHERE c IS NOT DISTINCT FROM 'ABC'::citext;
--! test
INSERT INTO t VALUES (9, 'aBC', 1);
INSERT INTO t VALUES (9, 'aBC', 2);
INSERT INTO t VALUES (10, 'X', 10);
UPDATE t SET c = 'abc', n = 2 WHERE id = 3;
INSERT INTO keyless VALUES ('ABC', 1);
INSERT INTO keyless VALUES ('ABC', 2);
CREATE UNIQUE INDEX doubled ON d (n) WHERE c IS NOT DISTINCT FROM 'ABC'::citext;
CREATE UNIQUE INDEX single ON d (n) WHERE c IS DISTINCT FROM 'ABC'::citext;
ALTER TABLE d ADD CONSTRAINT later CHECK (c IS DISTINCT FROM 'ABC'::citext) NOT VALID;
UPDATE d SET n = n + 10 WHERE id = 1;
UPDATE d SET c = 'other' WHERE id = 2;
SELECT * FROM d ORDER BY id;
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'later';
ALTER TABLE d DROP CONSTRAINT later;
ALTER TABLE d ADD COLUMN g boolean GENERATED ALWAYS AS (c IS DISTINCT FROM 'ABC'::citext) STORED;
ALTER TABLE d ADD COLUMN h int GENERATED ALWAYS AS (CASE c WHEN 'ABC' THEN 1 ELSE 2 END) STORED;
SELECT * FROM d ORDER BY id;
SELECT count(*) FROM d WHERE h = 1 AND NOT g;
ALTER TABLE q ENABLE ROW LEVEL SECURITY;
CREATE POLICY made ON q FOR SELECT USING (CASE c WHEN 'ABC' THEN false ELSE true END);
CREATE POLICY changed ON q FOR UPDATE USING (c IS DISTINCT FROM 'Y'::citext);
--! session a=alice
SELECT * FROM p ORDER BY id;
SELECT count(*), max(n) FROM p;
UPDATE p SET n = n + 1;
SELECT * FROM p ORDER BY id;
SELECT * FROM q ORDER BY id;
UPDATE q SET n = n + 1;
SELECT * FROM q ORDER BY id;
--! session b
SELECT * FROM p ORDER BY id;
SELECT * FROM q ORDER BY id;
