-- Own children and partitions of tables that nobody has written to, and of children of theirs.
CREATE TABLE base (id int PRIMARY KEY, name text);
CREATE TABLE child (extra int) INHERITS (base);
CREATE TABLE alone (id int PRIMARY KEY, name text);
CREATE TABLE parted (id int, name text) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE deep PARTITION OF parted FOR VALUES IN (3, 4) PARTITION BY LIST (id);
CREATE TABLE deeper PARTITION OF deep FOR VALUES IN (3);
CREATE VIEW names AS SELECT name FROM alone;
INSERT INTO base VALUES (1, 'one');
INSERT INTO child VALUES (2, 'two', 20);
INSERT INTO alone VALUES (1, 'one'), (2, 'two');
INSERT INTO parted VALUES (1, 'one');
--! test
SELECT count(*) FROM alone;
--! session b
SELECT count(*) FROM alone;
SELECT count(*) FROM names;
SELECT count(*) FROM base;
--! session a
CREATE TABLE heir (z int) INHERITS (alone);
SELECT count(*) FROM alone;
INSERT INTO heir VALUES (2, 'same key', 1), (3, 'three', 1);
SELECT * FROM alone ORDER BY id, name;
SELECT count(*) FROM names;
SELECT count(*) FROM ONLY alone;
--! session b
SELECT * FROM alone ORDER BY id, name;
SELECT count(*) FROM names;
COPY heir FROM STDIN;
4	four	1
\.
SELECT * FROM alone ORDER BY id, name;
UPDATE alone SET name = name || '!' WHERE id > 1;
SELECT tableoid::regclass, * FROM alone ORDER BY id, name;
DELETE FROM alone WHERE id = 2;
SELECT tableoid::regclass, * FROM alone ORDER BY id, name;
SELECT * FROM heir ORDER BY id;
--! session a
SELECT * FROM alone ORDER BY id, name;
CREATE TABLE grandchild () INHERITS (child);
INSERT INTO grandchild VALUES (5, 'five', 50);
SELECT count(*) FROM base;
SELECT count(*) FROM child;
--! session b
SELECT * FROM base ORDER BY id;
SELECT * FROM child ORDER BY id;
ALTER TABLE grandchild NO INHERIT child;
SELECT * FROM base ORDER BY id;
--! session a
SELECT * FROM child ORDER BY id;
CREATE TABLE own PARTITION OF parted FOR VALUES IN (2);
INSERT INTO own VALUES (2, 'two');
SELECT * FROM parted ORDER BY id;
--! session b
SELECT * FROM parted ORDER BY id;
CREATE TABLE deepest PARTITION OF deep FOR VALUES IN (4);
COPY deepest FROM STDIN;
4	four
\.
--! session a
SELECT * FROM parted ORDER BY id;
SELECT * FROM deep ORDER BY id;
SELECT * FROM deeper ORDER BY id;
