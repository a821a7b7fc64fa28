-- TRUNCATE of a table that has been copied whole, and of an inheritance tree: its views are made anew, and those of views
-- over it. Result columns tell the view that they come from all the same.
CREATE TABLE t (k int PRIMARY KEY DEFERRABLE, v text);
CREATE VIEW w (a, b) AS SELECT k, v FROM t WHERE v <> 'x';
INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'x');
CREATE TABLE mother (id int, v text);
CREATE TABLE child (n int) INHERITS (mother);
CREATE VIEW family AS SELECT id, v FROM mother;
INSERT INTO mother VALUES (1, 'm');
INSERT INTO child VALUES (2, 'c', 3);
--! test
SELECT * FROM w ORDER BY a;
UPDATE t SET v = 'c' WHERE k = 2;
SELECT * FROM w ORDER BY a;
TRUNCATE t;
SELECT * FROM w ORDER BY a;
SELECT k FROM t;
INSERT INTO t VALUES (4, 'd');
SELECT * FROM w ORDER BY a;
BEGIN;
TRUNCATE t;
SELECT * FROM w ORDER BY a;
ROLLBACK;
SELECT * FROM w ORDER BY a;
SELECT * FROM family ORDER BY id;
UPDATE mother SET v = 'n' WHERE id = 1;
SELECT * FROM family ORDER BY id;
TRUNCATE child;
SELECT * FROM family ORDER BY id;
SELECT * FROM child;
TRUNCATE mother;
SELECT * FROM family ORDER BY id;
