-- Rows of production that violate a NOT VALID constraint cannot be copied up; on a copy they are just there.
CREATE TABLE p (id int PRIMARY KEY);
INSERT INTO p VALUES (1);
CREATE TABLE t (id int PRIMARY KEY, v text, n int, r int);
INSERT INTO t VALUES (1, 'a', 1, 1), (2, 'b', -2, 77), (3, 'c', -3, 1), (4, 'd', 4, 78);
ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT refers FOREIGN KEY (r) REFERENCES p NOT VALID;
--! test
SELECT * FROM t WHERE id = 2 FOR UPDATE;
DELETE FROM t WHERE id = 2;
INSERT INTO t VALUES (3, 'x', 5, 1) ON CONFLICT DO NOTHING;
INSERT INTO t VALUES (3, 'x', 5, 1);
INSERT INTO t VALUES (3, 'x', 5, 1) ON CONFLICT (id) DO UPDATE SET n = excluded.n RETURNING *;
UPDATE t SET v = 'x' WHERE id = 4 RETURNING *;
UPDATE t SET v = 'x' WHERE id = 3 RETURNING *;
UPDATE t SET n = 7 WHERE id < 10;
ALTER TABLE t ADD CONSTRAINT other CHECK (v <> 'd') NOT VALID;
DELETE FROM t WHERE id = 4;
ALTER TABLE t VALIDATE CONSTRAINT positive;
ALTER TABLE t VALIDATE CONSTRAINT refers;
SELECT * FROM t ORDER BY id;
