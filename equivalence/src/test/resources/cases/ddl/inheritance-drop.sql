-- A child of production's dropped: its rows go from the parent too.
CREATE TABLE base (id int PRIMARY KEY, name text);
CREATE TABLE child (extra int) INHERITS (base);
INSERT INTO base VALUES (1, 'one');
INSERT INTO child VALUES (2, 'two', 20);
--! test
SELECT count(*) FROM base;
DROP TABLE child;
SELECT count(*) FROM base;
UPDATE base SET name = 'x';
SELECT * FROM base;
