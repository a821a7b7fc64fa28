-- Conditions that no row plays a part in, of an outer join of clean tables with ORDER BY and LIMIT.
CREATE TABLE one (id int PRIMARY KEY, k text);
CREATE TABLE two (id int PRIMARY KEY, k text);
CREATE TABLE three (a int);
INSERT INTO one VALUES (1, 'a'), (2, 'b');
INSERT INTO two VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO three VALUES (1);
--! test
SELECT two.id FROM one RIGHT JOIN two ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE a = 2) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (two.id > 0 AND NOT EXISTS (SELECT 1 FROM three)) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT (EXISTS (SELECT 1 FROM three) OR two.id = 7) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (SELECT max(a) FROM three) = 5 ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE 5 IN (SELECT a FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE three.a = two.id) ORDER BY 1 LIMIT 2;
SELECT * FROM (SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three)) s ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one two2 ON two2.id = two.id WHERE NOT EXISTS (SELECT two.id FROM three two) ORDER BY 1 LIMIT 2;
SELECT count(*) FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three);
SET plan_cache_mode = force_generic_plan;
--! params f
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE $1 ORDER BY 1 LIMIT 2;
--! params 2
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE $1::int = 1 AND two.id > 0 ORDER BY 1 LIMIT 2;
RESET plan_cache_mode;
UPDATE two SET k = 'x' WHERE id = 3;
SELECT two.id FROM one RIGHT JOIN two ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE a = 2) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (two.id > 0 AND NOT EXISTS (SELECT 1 FROM three)) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT (EXISTS (SELECT 1 FROM three) OR two.id = 7) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (SELECT max(a) FROM three) = 5 ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE 5 IN (SELECT a FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE three.a = two.id) ORDER BY 1 LIMIT 2;
SELECT * FROM (SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three)) s ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one two2 ON two2.id = two.id WHERE NOT EXISTS (SELECT two.id FROM three two) ORDER BY 1 LIMIT 2;
SELECT count(*) FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three);
SELECT two.k, count(*) FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three) GROUP BY two.k ORDER BY 1 LIMIT 2;
SELECT DISTINCT two.k FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three) ORDER BY 1 LIMIT 2;
INSERT INTO one VALUES (7, 'z');
SELECT two.id FROM one RIGHT JOIN two ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE a = 2) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (two.id > 0 AND NOT EXISTS (SELECT 1 FROM three)) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT (EXISTS (SELECT 1 FROM three) OR two.id = 7) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (SELECT max(a) FROM three) = 5 ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE 5 IN (SELECT a FROM three) ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE EXISTS (SELECT 1 FROM three WHERE three.a = two.id) ORDER BY 1 LIMIT 2;
SELECT * FROM (SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three)) s ORDER BY 1 LIMIT 2;
SELECT two.id FROM two LEFT JOIN one two2 ON two2.id = two.id WHERE NOT EXISTS (SELECT two.id FROM three two) ORDER BY 1 LIMIT 2;
SELECT count(*) FROM two LEFT JOIN one ON one.id = two.id WHERE NOT EXISTS (SELECT 1 FROM three);
SET plan_cache_mode = force_generic_plan;
--! params 2
SELECT two.id, count(*) FROM two LEFT JOIN one ON one.id = two.id WHERE $1::int = 1 AND two.id > 0 GROUP BY two.id ORDER BY 1 LIMIT 2;
--! params f
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE $1 ORDER BY 1 LIMIT 2;
--! params 2020-01-01
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE now() < $1::timestamptz ORDER BY 1 LIMIT 2;
--! params 2020-01-01
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE $1::timestamptz > now() AND EXISTS (SELECT now()) ORDER BY 1 LIMIT 2;
--! params 7
SELECT two.id FROM two LEFT JOIN one ON one.id = two.id WHERE (SELECT max(a) FROM three) > $1::int OR $1::int = 3 ORDER BY 1 LIMIT 2;
