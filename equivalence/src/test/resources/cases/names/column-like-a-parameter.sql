-- Columns named as the engine's own parameters are (a1, k1, l, m, u, ...): they capture them. With an array of the
-- key's type as `a1` the wrong rows are taken in silence.
CREATE TABLE t (id int PRIMARY KEY, a1 int[], v text);
INSERT INTO t VALUES (1, '{2}', 'one'), (2, '{1,2}', 'two'), (3, '{}', 'three');
CREATE TABLE s (id int PRIMARY KEY, a1 text, k1 int UNIQUE);
INSERT INTO s VALUES (1, 'x', 10), (2, 'y', 20);
CREATE TABLE u (k1 int PRIMARY KEY, id int UNIQUE, l text, m text, u text, k text, up text);
INSERT INTO u VALUES (1, 10, 'l', 'm', 'u', 'k', 'up'), (2, 20, 'l', 'm', 'u', 'k', 'up');
--! test
UPDATE t SET v = 'changed' WHERE id = 1;
SELECT * FROM t ORDER BY id;
UPDATE t SET v = 'changed too' WHERE id = 3;
DELETE FROM t WHERE id = 2;
SELECT * FROM t ORDER BY id;
INSERT INTO t VALUES (1, '{}', 'again');
INSERT INTO s VALUES (3, 'z', 20);
INSERT INTO s VALUES (2, 'z', 30) ON CONFLICT (id) DO UPDATE SET a1 = excluded.a1 RETURNING *;
UPDATE s SET k1 = 20 WHERE id = 1;
DELETE FROM s WHERE a1 = 'x';
SELECT * FROM s ORDER BY id;
UPDATE u SET l = 'changed' WHERE k1 = 1 RETURNING *;
INSERT INTO u VALUES (3, 20);
DELETE FROM u WHERE u.m = 'm' AND u.k1 = 2;
SELECT * FROM u ORDER BY k1;
