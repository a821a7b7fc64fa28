-- A row of production without a parent, by a foreign key that is not valid, can be updated in its other columns.
CREATE TABLE parents (id integer PRIMARY KEY);
CREATE TABLE children (id integer PRIMARY KEY, parent integer, note text);
CREATE TABLE others (a integer, b integer, note text, UNIQUE (a, b));
INSERT INTO parents VALUES (1), (2);
INSERT INTO children VALUES (1, 1, 'one'), (2, 7, 'orphan'), (3, NULL, 'none'), (4, 8, 'orphan');
INSERT INTO others VALUES (1, 1, 'x'), (2, 9, 'y');
--! test
DELETE FROM parents WHERE id = 2;
ALTER TABLE children ADD FOREIGN KEY (parent) REFERENCES parents DEFERRABLE INITIALLY DEFERRED NOT VALID;
UPDATE children SET note = 'changed' WHERE id = 2 RETURNING *;
UPDATE children SET note = 'changed', parent = parent WHERE id IN (1, 3, 4) RETURNING *;
UPDATE children SET parent = 2 WHERE id = 1;
ALTER TABLE children VALIDATE CONSTRAINT children_parent_fkey;
UPDATE children SET parent = NULL WHERE parent > 2;
ALTER TABLE children VALIDATE CONSTRAINT children_parent_fkey;
ALTER TABLE others ADD FOREIGN KEY (b) REFERENCES parents NOT VALID;
UPDATE others SET note = 'changed' WHERE a = 2;
SELECT * FROM children ORDER BY id;
