-- References whose keys are compared by an extension's operator, made over rows of production.
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE TABLE tree (k ltree PRIMARY KEY, up ltree);
INSERT INTO tree VALUES ('a', NULL), ('a.b', 'a'), ('c', 'x');
CREATE TABLE names (k citext PRIMARY KEY);
INSERT INTO names VALUES ('Ann'), ('Bob');
CREATE TABLE uses (id int PRIMARY KEY, k citext, l ltree);
INSERT INTO uses VALUES (1, 'ANN', 'a'), (2, 'bob', 'a.b'), (3, NULL, NULL);
--! test
ALTER TABLE tree ADD FOREIGN KEY (k) REFERENCES tree (k) ON DELETE SET NULL;
ALTER TABLE tree ADD FOREIGN KEY (up) REFERENCES tree (k);
UPDATE tree SET up = NULL WHERE k = 'c';
ALTER TABLE tree ADD FOREIGN KEY (up) REFERENCES tree (k);
ALTER TABLE uses ADD FOREIGN KEY (k) REFERENCES names (k);
ALTER TABLE uses ADD FOREIGN KEY (l) REFERENCES tree (k) ON DELETE CASCADE NOT VALID;
ALTER TABLE uses VALIDATE CONSTRAINT uses_l_fkey;
INSERT INTO uses VALUES (4, 'aNN', 'c');
INSERT INTO uses VALUES (5, 'carl', 'c');
INSERT INTO uses VALUES (6, 'ann', 'd');
DELETE FROM names WHERE k = 'ann';
DELETE FROM tree WHERE k = 'a';
UPDATE tree SET up = NULL;
DELETE FROM tree WHERE k = 'a.b';
SELECT * FROM uses ORDER BY id;
