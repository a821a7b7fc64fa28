-- Definitions of tables that reference each other do not wait for each other.
CREATE TABLE parents (id int PRIMARY KEY, name text, extra int);
CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents, code text UNIQUE);
CREATE INDEX ON children (lower(code), parent);
INSERT INTO parents VALUES (1, 'a', 1), (2, 'b', 2);
INSERT INTO children VALUES (1, 1, 'x'), (2, 2, 'y');
--! test
--! session a
BEGIN;
ALTER TABLE children ADD COLUMN story int DEFAULT 7;
--! session b
ALTER TABLE parents DROP COLUMN extra;
ALTER TABLE parents ADD COLUMN more int DEFAULT 3;
SELECT * FROM parents ORDER BY id;
--! session a
COMMIT;
SELECT * FROM children ORDER BY id;
BEGIN;
ALTER TABLE parents ADD COLUMN yet text;
--! session b
ALTER TABLE children ALTER COLUMN code SET DEFAULT 'z';
--! session a
ROLLBACK;
--! session b
INSERT INTO children (id, parent) VALUES (3, 1);
DELETE FROM parents WHERE id = 1;
SELECT * FROM children ORDER BY id;
