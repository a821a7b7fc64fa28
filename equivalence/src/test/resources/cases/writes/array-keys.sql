-- Keys and unique columns of array types: copy-up gathers keys by array_agg, which makes one array of more dimensions.
CREATE TABLE t (k int[] PRIMARY KEY, v text);
INSERT INTO t VALUES ('{1,2}', 'a'), ('{3,4}', 'b'), ('{5}', 'c'), ('{}', 'd'), ('{{1},{2}}', 'e');
CREATE TABLE s (k text[] PRIMARY KEY, v text);
INSERT INTO s VALUES ('{a,b}', 'a'), ('{c,d}', 'b'), ('{e,f}', 'c');
CREATE TABLE u (id int PRIMARY KEY, c int[] UNIQUE);
INSERT INTO u VALUES (1, '{1,2}'), (2, '{3}'), (3, '{}'), (4, NULL);
--! test
UPDATE s SET v = 'x' WHERE v IN ('a', 'b') RETURNING *;
DELETE FROM s WHERE k = '{e,f}';
SELECT * FROM s ORDER BY k;
UPDATE t SET v = 'x' WHERE k = '{1,2}';
UPDATE t SET v = 'y' WHERE k IN ('{1,2}', '{5}') RETURNING *;
DELETE FROM t WHERE k = '{}';
DELETE FROM t WHERE v IN ('b', 'e');
SELECT * FROM t ORDER BY k;
INSERT INTO u VALUES (5, '{1,2}');
INSERT INTO u VALUES (6, '{}');
INSERT INTO u VALUES (7, '{9,9}'), (8, '{3}') ON CONFLICT DO NOTHING;
INSERT INTO u VALUES (9, '{3}') ON CONFLICT (c) DO UPDATE SET id = 10 RETURNING *;
SELECT * FROM u ORDER BY id;
