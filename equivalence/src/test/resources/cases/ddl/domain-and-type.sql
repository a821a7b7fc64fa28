-- Domains and composite types.
--! fixture shop
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
CREATE TYPE pair AS (a int, b text);
CREATE TABLE d (id int PRIMARY KEY, mail email, p pair);
INSERT INTO d VALUES (1, 'a@b', ROW(1, 'x')), (2, 'c@d', NULL);
--! test
SELECT id, mail, (p).b FROM d ORDER BY id;
ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(value) < 3);
ALTER DOMAIN email ADD CONSTRAINT ok CHECK (length(value) < 10);
ALTER DOMAIN email ADD CONSTRAINT later CHECK (value LIKE 'a%') NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT later;
ALTER DOMAIN email SET NOT NULL;
ALTER DOMAIN email SET DEFAULT 'x@y';
INSERT INTO d (id) VALUES (3);
ALTER TABLE d ALTER mail TYPE text;
DROP DOMAIN email;
SELECT mail FROM d ORDER BY id;
UPDATE d SET mail = 'free' WHERE id = 2 RETURNING mail;
ALTER TYPE pair ADD ATTRIBUTE c int;
ALTER TYPE pair RENAME ATTRIBUTE a TO first;
SELECT id, (p).first FROM d ORDER BY id;
ALTER TYPE pair RENAME TO couple;
UPDATE d SET p.b = 'y' WHERE id = 1 RETURNING p;
DROP TYPE couple;
DROP TYPE couple CASCADE;
SELECT * FROM d ORDER BY id;
CREATE DOMAIN positive AS int CHECK (value > 2);
ALTER TABLE users ALTER id TYPE positive;
CREATE DOMAIN natural_number AS int CHECK (value > 0);
ALTER TABLE users ALTER id TYPE natural_number;
SELECT count(*) FROM users WHERE id < 5;
