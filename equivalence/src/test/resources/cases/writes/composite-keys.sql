-- Keys, unique and referenced columns of a composite type, whose fields may be NULL.
CREATE TYPE pair AS (a integer, b text);
CREATE TABLE place (k pair PRIMARY KEY, name text, other pair UNIQUE);
CREATE TABLE visit (id integer, at pair, note text, PRIMARY KEY (id, at),
  FOREIGN KEY (at) REFERENCES place (k) ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO place VALUES ('(1,a)', 'one', '(7,)'), ('(2,)', 'two', '(,)'), ('(,c)', 'three', NULL), ('(4,d)', 'four', '(8,x)'),
  ('(,)', 'none', NULL);
INSERT INTO visit VALUES (1, '(1,a)', 'x'), (2, '(2,)', 'y'), (3, '(,)', 'z'), (4, '(,c)', 'w');
--! test
UPDATE place SET name = 'ONE' WHERE k = '(1,a)' RETURNING *;
INSERT INTO place VALUES ('(2,)', 'zwei') ON CONFLICT (k) DO UPDATE SET name = excluded.name RETURNING *;
INSERT INTO place VALUES ('(,c)', 'again');
INSERT INTO place VALUES ('(9,)', 'again', '(,)');
INSERT INTO place VALUES ('(9,)', 'again', '(8,x)');
INSERT INTO visit VALUES (9, '(4,d)', 'new'), (10, '(,)', 'new');
INSERT INTO visit VALUES (11, '(5,)', 'nowhere');
INSERT INTO visit VALUES (11, '(,b)', 'nowhere');
UPDATE place SET k = '(,z)' WHERE k = '(,c)';
SELECT * FROM visit ORDER BY id;
DELETE FROM place WHERE k = '(,)';
SELECT * FROM visit ORDER BY id;
SELECT * FROM place ORDER BY k;
SELECT v.id, p.name FROM visit v JOIN place p ON p.k = v.at ORDER BY v.id FOR UPDATE OF p;
ALTER TABLE place ADD CONSTRAINT named UNIQUE (other, name);
ALTER TABLE visit ADD CONSTRAINT visited FOREIGN KEY (at) REFERENCES place (k);
ALTER TABLE visit ALTER COLUMN at SET NOT NULL;
ALTER TABLE place ALTER COLUMN other SET NOT NULL;
INSERT INTO place VALUES ('(,c)', 'free');
MERGE INTO place p USING (VALUES ('(4,d)'::pair), ('(6,)')) s(k) ON p.k = s.k
  WHEN MATCHED THEN UPDATE SET name = 'met' WHEN NOT MATCHED THEN INSERT (k, name) VALUES (s.k, 'made');
TABLE place ORDER BY k;
