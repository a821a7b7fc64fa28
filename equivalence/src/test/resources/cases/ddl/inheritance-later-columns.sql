-- A child whose parent got a column after it: its own columns stand before the parent's later one, and go with the parent's.
CREATE TABLE beings (id int PRIMARY KEY, name text);
CREATE TABLE animals (legs int) INHERITS (beings);
CREATE TABLE pets (owner text NOT NULL) INHERITS (animals);
CREATE TABLE plants (leaves int DEFAULT 7, name text) INHERITS (beings);
ALTER TABLE beings ADD COLUMN note text NOT NULL DEFAULT 'n', ADD CONSTRAINT noted CHECK (note <> '');
ALTER TABLE beings ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED;
INSERT INTO beings (id, name) VALUES (1, 'being');
INSERT INTO animals (id, name, legs) VALUES (2, 'animal', 4);
INSERT INTO pets (id, name, legs, owner, note) VALUES (3, 'pet', 4, 'Ann', 'p');
INSERT INTO plants (id, name) VALUES (4, 'plant');
--! test
SELECT * FROM beings;
SELECT * FROM animals;
SELECT * FROM pets;
SELECT * FROM plants;
SELECT p::text FROM pets p;
SELECT attrelid::regclass, attname, attnum, attislocal, attinhcount, attnotnull FROM pg_attribute
WHERE attrelid IN ('beings'::regclass, 'animals'::regclass, 'pets'::regclass, 'plants'::regclass) AND attnum > 0
ORDER BY 1, 3;
SELECT conrelid::regclass, conname, conislocal, coninhcount, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'c' ORDER BY 1, 2;
INSERT INTO animals VALUES (5, 'new', 6, 'noted');
INSERT INTO pets VALUES (6, 'new pet', 2, 'Bob');
UPDATE beings SET note = note || '!' WHERE id IN (2, 3, 4);
SELECT * FROM animals;
SELECT * FROM pets;
UPDATE pets SET note = '' WHERE id = 3;
ALTER TABLE beings DROP COLUMN note;
SELECT * FROM pets;
SELECT * FROM plants;
ALTER TABLE beings RENAME COLUMN twice TO doubled;
SELECT * FROM animals ORDER BY doubled;
ALTER TABLE pets NO INHERIT animals;
SELECT * FROM pets;
