-- Rights are checked at Execute on a copy and at Parse on the preview; the table named first may be another.
CREATE TABLE t (id int PRIMARY KEY, v text);
CREATE TABLE o (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'a');
--! test
--! session c=alice
--! params 1
UPDATE t SET v = 'x' WHERE id = $1;
--! known which-right
MERGE INTO t USING o ON o.id = t.id WHEN MATCHED THEN DELETE;
BEGIN READ ONLY;
--! known which-right
DELETE FROM t USING o WHERE o.id = t.id;
ROLLBACK;
