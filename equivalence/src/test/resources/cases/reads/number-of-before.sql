-- A number that production's rows show for a column that they have not is sorted by, cast to what it is compared with.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 12) n;
CREATE TABLE bare (v text);
INSERT INTO bare VALUES ('a'), ('b');
--! test
ALTER TABLE t ADD COLUMN seven int DEFAULT 7, ADD COLUMN half numeric(5,2) DEFAULT 0.5, ADD COLUMN one smallint DEFAULT 1, ADD COLUMN less bigint DEFAULT -3;
ALTER TABLE bare ADD COLUMN seven int DEFAULT 7;
INSERT INTO t VALUES (20, 'w', 8);
UPDATE t SET seven = 9 WHERE id = 3;
CREATE TABLE n (f double precision, d numeric);
INSERT INTO n VALUES (7, 0.5), (8, -3), (1, 7);
SET enable_hashjoin = off;
SET enable_nestloop = off;
SELECT t.id, n.* FROM n JOIN t ON t.seven = n.f ORDER BY 1, 2;
SELECT t.id, n.* FROM n LEFT JOIN t ON n.f = t.seven AND n.d = t.half ORDER BY 1, 2;
SELECT t.id, n.* FROM n JOIN t ON t.one = n.f ORDER BY 1, 2;
SELECT t.id, n.* FROM n JOIN t ON t.less = n.d ORDER BY 1, 2;
SELECT t.id, n.* FROM n JOIN t ON t.half = n.f ORDER BY 1, 2;
SELECT bare.*, n.* FROM n JOIN bare ON bare.seven = n.f ORDER BY 1, 2;
SELECT * FROM t WHERE seven = 7 ORDER BY half, id LIMIT 3;
SELECT seven, one, count(*), sum(half) FROM t GROUP BY seven, one ORDER BY 1;
SELECT id FROM t WHERE one = 1 AND seven > 7 ORDER BY id;
RESET ALL;
SELECT t.id, n.* FROM n JOIN t ON t.seven = n.f ORDER BY 1, 2;
