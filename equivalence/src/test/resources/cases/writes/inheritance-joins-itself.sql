-- The first write to a table of an inheritance tree reads another table of the tree.
CREATE TABLE parent (id int, n int);
CREATE TABLE child (extra text) INHERITS (parent);
INSERT INTO parent VALUES (1, 1), (2, 2);
INSERT INTO child VALUES (1, 10, 'a'), (3, 30, 'c');
CREATE TABLE parent2 (id int PRIMARY KEY, n int);
CREATE TABLE child2 () INHERITS (parent2);
INSERT INTO parent2 VALUES (1, 1), (2, 2);
INSERT INTO child2 VALUES (4, 10), (3, 30);
--! test
UPDATE child c SET n = p.n + 100 FROM parent p WHERE p.id = c.id AND p.n < 5;
SELECT tableoid::regclass::text, * FROM parent ORDER BY id, n;
DELETE FROM parent2 p USING child2 c WHERE c.id = p.id RETURNING c.id, p.n;
SELECT * FROM parent2 ORDER BY id, n;
INSERT INTO child2 SELECT id + 10, n FROM parent2;
SELECT * FROM ONLY parent2 ORDER BY id, n;
SELECT * FROM child2 ORDER BY id, n;
ALTER TABLE parent ADD COLUMN more int DEFAULT 3;
SELECT * FROM parent ORDER BY id, n;
DROP TABLE child;
SELECT * FROM parent ORDER BY id, n;
