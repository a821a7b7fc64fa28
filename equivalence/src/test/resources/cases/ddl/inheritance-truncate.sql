-- TRUNCATE of a parent.
CREATE TABLE base (id int PRIMARY KEY, name text);
CREATE TABLE child (extra int) INHERITS (base);
INSERT INTO base VALUES (1, 'one');
INSERT INTO child VALUES (2, 'two', 20);
--! test
TRUNCATE ONLY base;
SELECT * FROM base;
BEGIN;
TRUNCATE base;
SELECT * FROM base;
ROLLBACK;
SELECT * FROM child;
CREATE UNIQUE INDEX ON base (name);
INSERT INTO base VALUES (3, 'two');
SELECT count(*) FROM base;
