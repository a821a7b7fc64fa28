-- A definition of a table that was copied whole takes what looked for its rows in production from its parent, which others read.
CREATE TABLE parent (id int PRIMARY KEY, v int);
INSERT INTO parent SELECT g, g FROM generate_series(1, 5) g;
CREATE TABLE child (n int, parent_id int REFERENCES parent);
INSERT INTO child VALUES (1, 1), (2, 2);
CREATE TABLE root (id int PRIMARY KEY, v int) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF root FOR VALUES IN (0, 1);
CREATE TABLE rest PARTITION OF root DEFAULT;
INSERT INTO root SELECT g, g FROM generate_series(0, 5) g;
CREATE TABLE leaf (n int, part_id int REFERENCES part);
INSERT INTO leaf VALUES (1, 1);
--! test
UPDATE parent SET v = 10 WHERE id = 2;
UPDATE rest SET v = 10 WHERE id = 2;
UPDATE child SET n = n + 1;
UPDATE leaf SET n = n + 1;
BEGIN;
ALTER TABLE child ADD COLUMN note text;
ALTER TABLE leaf RENAME COLUMN n TO number;
--! session reader
SELECT id, v FROM parent ORDER BY id;
SELECT id, v FROM root ORDER BY id;
UPDATE parent SET v = 11 WHERE id = 3;
UPDATE root SET v = 11 WHERE id = 1;
--! session a
COMMIT;
DELETE FROM parent WHERE id = 1;
DELETE FROM root WHERE id = 1;
DELETE FROM parent WHERE id = 3;
ALTER TABLE parent ADD COLUMN note text;
ALTER TABLE root ADD COLUMN note text;
INSERT INTO child VALUES (9, 4, 'new');
DELETE FROM parent WHERE id = 4;
DELETE FROM parent WHERE id = 5;
SELECT * FROM parent ORDER BY id;
SELECT * FROM child ORDER BY n;
