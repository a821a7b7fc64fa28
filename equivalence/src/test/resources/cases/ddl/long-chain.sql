-- Twenty changes on one table.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN c1 int DEFAULT 1;
ALTER TABLE users ALTER COLUMN c1 TYPE bigint;
ALTER TABLE users RENAME c1 TO c2;
ALTER TABLE users ALTER COLUMN c2 TYPE numeric;
ALTER TABLE users ADD COLUMN c3 text DEFAULT 'three';
ALTER TABLE users DROP COLUMN c3;
ALTER TABLE users ADD COLUMN c3 text;
UPDATE users SET c3 = 'set' WHERE id = 4;
ALTER TABLE users ALTER COLUMN id TYPE bigint;
ALTER TABLE users ALTER COLUMN id TYPE numeric;
ALTER TABLE users RENAME id TO number;
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
ALTER TABLE users ALTER COLUMN name TYPE text;
ALTER TABLE users ALTER COLUMN c2 TYPE int;
ALTER TABLE users RENAME TO people;
ALTER TABLE people ADD COLUMN c4 date DEFAULT '2025-05-05';
ALTER TABLE people ALTER COLUMN c4 TYPE timestamp;
ALTER TABLE people ALTER COLUMN active TYPE int USING active::int;
ALTER TABLE people ALTER COLUMN c2 SET NOT NULL;
ALTER TABLE people ADD CHECK (c2 < 5);
ALTER TABLE people SET SCHEMA stock;
SELECT number, name, active, c2, c3, c4 FROM stock.people WHERE number < 6 ORDER BY number;
UPDATE stock.people SET c2 = 4 WHERE number = 5 RETURNING *;
DELETE FROM stock.people WHERE number = 5;
SELECT count(*) FROM stock.people WHERE number = 20;
