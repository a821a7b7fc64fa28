-- A row that was brought up in this transaction is asked for its parent again at COMMIT, and until then the table can be
-- neither defined anew nor truncated, where the key is deferred.
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES p DEFERRABLE INITIALLY DEFERRED, v int);
INSERT INTO p VALUES (1), (2);
INSERT INTO t VALUES (1, 1, 10), (2, 2, 20);
--! test
BEGIN;
UPDATE t SET v = v + 1;
ALTER TABLE t ALTER COLUMN v SET NOT NULL;
COMMIT;
BEGIN;
UPDATE t SET v = v + 1 WHERE id = 1;
ALTER TABLE t ADD COLUMN w int;
ROLLBACK;
BEGIN;
INSERT INTO t VALUES (3, 1, 30);
ALTER TABLE t ADD COLUMN w int;
ROLLBACK;
