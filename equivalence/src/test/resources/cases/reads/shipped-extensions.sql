-- Conditions with types and functions of extensions are computed by production while both sides have the same, and never else.
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION fuzzystrmatch;
CREATE EXTENSION intarray;
CREATE TABLE people (id int PRIMARY KEY, mail citext UNIQUE, nicks citext[], facts hstore, name text, numbers int[]);
INSERT INTO people SELECT g, 'P' || g || '@Example.org', ARRAY['Nick' || g, 'N']::citext[], hstore('n', (g % 5)::text), 'name ' || g, ARRAY[g, g % 3]
FROM generate_series(1, 40) g;
--! test
UPDATE people SET name = 'other' WHERE id = 7;
SELECT id FROM people WHERE mail = 'p8@example.ORG';
SELECT id FROM people WHERE mail IN ('p8@example.org', 'p7@example.org', 'P9@EXAMPLE.ORG') ORDER BY id;
SELECT id FROM people WHERE mail LIKE 'p1_@%' AND 'nick12' = ANY (nicks) ORDER BY mail;
SELECT id FROM people WHERE mail > 'P35' AND nicks @> '{n,nick37}' ORDER BY mail DESC;
SELECT mail, count(*) FROM people WHERE mail < 'p12' GROUP BY mail ORDER BY mail;
SELECT id FROM people WHERE facts @> 'n=>3' AND facts ? 'n' ORDER BY id;
SELECT id FROM people WHERE facts -> 'n' = '4' ORDER BY id LIMIT 3;
SELECT id FROM people WHERE ext.similarity(name, 'name 12') > 0.9 ORDER BY id;
SELECT id FROM people WHERE levenshtein(name, 'name 1') < 1;
SELECT id FROM people WHERE numbers && '{5,7}' ORDER BY id;
SELECT id FROM people WHERE numbers @@ '3&0' ORDER BY id;
--! params P9@example.org
SELECT id FROM people WHERE mail = $1::citext;
SELECT p.id FROM people p JOIN people q ON q.mail = p.mail AND q.id < 4 ORDER BY 1;
-- In another schema, of another version, and gone.
ALTER EXTENSION pg_trgm SET SCHEMA public;
SELECT id FROM people WHERE similarity(name, 'name 12') > 0.9 ORDER BY id;
ALTER SCHEMA ext RENAME TO old;
BEGIN;
DROP EXTENSION hstore;
DROP EXTENSION fuzzystrmatch, intarray;
ROLLBACK;
SELECT id FROM people WHERE facts @> 'n=>3' ORDER BY id LIMIT 2;
BEGIN;
DROP EXTENSION citext CASCADE;
SELECT * FROM people ORDER BY id LIMIT 1;
ROLLBACK;
SELECT id FROM people WHERE mail = 'p8@example.ORG';
DROP EXTENSION fuzzystrmatch;
CREATE EXTENSION fuzzystrmatch VERSION '1.1';
CREATE FUNCTION twice(citext) RETURNS citext LANGUAGE sql IMMUTABLE AS $$ SELECT ($1::text || $1::text)::citext $$;
ALTER EXTENSION citext ADD FUNCTION twice(citext);
SELECT id FROM people WHERE twice(mail) = 'p8@example.ORGp8@example.ORG';
ALTER EXTENSION citext DROP FUNCTION twice(citext);
SELECT id FROM people WHERE twice(mail) = 'p8@example.ORGp8@example.ORG';
CREATE OR REPLACE FUNCTION levenshtein(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 0 $$;
SELECT count(*) FROM people WHERE levenshtein(name, 'name 1') < 1;
ALTER EXTENSION fuzzystrmatch UPDATE TO '1.2';
DROP TYPE citext;
ALTER TABLE people ALTER mail TYPE text, ALTER nicks TYPE text[];
DROP FUNCTION twice(citext);
DROP EXTENSION citext;
SELECT id FROM people WHERE mail = 'P8@Example.org';
SELECT x.extname, count(*) FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
GROUP BY 1 ORDER BY 1;
