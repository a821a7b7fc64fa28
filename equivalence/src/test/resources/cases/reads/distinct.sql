-- DISTINCT, which production is asked for as groups, of clean tables and of changed ones.
CREATE TABLE t (id int PRIMARY KEY, city text, "Kind" varchar(5), at date, flag boolean, amount numeric(8,2), ratio numeric,
  code char(4), doc json, tags text[], u uuid);
INSERT INTO t SELECT g, CASE WHEN g % 7 > 0 THEN 'city ' || g % 5 END, 'k' || g % 3, '2024-01-01'::date + g % 4, g % 2 = 0, g % 6,
  (g % 3)::text::numeric, 'c' || g % 2, '{}', ARRAY['a', g % 2 || ''], ('00000000-0000-0000-0000-00000000000' || g % 4)::uuid
  FROM generate_series(1, 200) g;
CREATE TABLE s (id int PRIMARY KEY, t_id int REFERENCES t, n int);
INSERT INTO s SELECT g, g % 50 + 1, g % 9 FROM generate_series(1, 300) g;
CREATE TABLE guarded (id int PRIMARY KEY, seen text, secret text);
INSERT INTO guarded SELECT g, 's' || g % 3, 'x' FROM generate_series(1, 20) g;
GRANT SELECT (id, seen) ON guarded TO alice;
--! test
SELECT DISTINCT city FROM t ORDER BY city;
SELECT DISTINCT city FROM t ORDER BY 1 DESC NULLS LAST LIMIT 3;
SELECT DISTINCT "Kind", flag AS f, 'x' FROM t ORDER BY "Kind", f;
SELECT DISTINCT "Kind" AS city, city AS "Kind" FROM t ORDER BY city, "Kind";
SELECT DISTINCT 1 AS a FROM t;
SELECT DISTINCT t.city, t.amount FROM t WHERE t.at > '2024-01-02' ORDER BY t.amount DESC, t.city LIMIT 4 OFFSET 2;
SELECT DISTINCT city FROM t WHERE at < now();
SELECT DISTINCT u FROM t;
SELECT DISTINCT city, city FROM t;
SELECT DISTINCT x.city, y.n FROM t x JOIN s y ON y.t_id = x.id WHERE y.n > 6 ORDER BY y.n, x.city;
SELECT DISTINCT t.city FROM t LEFT JOIN s ON s.t_id = t.id ORDER BY t.city;
SELECT DISTINCT t.city, s.n FROM t LEFT JOIN s ON s.t_id = t.id AND s.n = 3;
SELECT DISTINCT id, city FROM t WHERE id < 6 ORDER BY id;
SELECT count(*) FROM (SELECT DISTINCT city, flag FROM t) x;
SELECT DISTINCT city FROM t INTERSECT SELECT DISTINCT city FROM t WHERE flag ORDER BY city;
SELECT DISTINCT city FROM t FOR UPDATE;
SELECT DISTINCT city FROM t ORDER BY at;
SELECT DISTINCT city FROM t ORDER BY 2;
SELECT DISTINCT city FROM t ORDER BY count(*);
SELECT DISTINCT doc FROM t;
SELECT DISTINCT city, doc FROM t;
SELECT DISTINCT code, tags, ratio FROM t ORDER BY code, tags, ratio;
SELECT DISTINCT upper(city), length(city) FROM t ORDER BY 1;
SELECT DISTINCT count(*) FROM t GROUP BY city ORDER BY 1;
SELECT DISTINCT ON (city) city, id FROM t ORDER BY city, id;
SELECT DISTINCT t FROM t WHERE id < 3;
SELECT DISTINCT city, rank() OVER (ORDER BY city) FROM t ORDER BY 2;
SELECT DISTINCT missing FROM t;
SELECT DISTINCT city, 1/(id - 5) FROM t;
--! params 2024-01-02 | 3
SELECT DISTINCT city FROM t WHERE at > $1 ORDER BY city LIMIT $2;
--! prepare p
SELECT DISTINCT city FROM t WHERE flag ORDER BY city;
--! execute p
UPDATE t SET city = 'moved' WHERE id % 40 = 0;
DELETE FROM t WHERE id > 60 AND city = 'city 3';
INSERT INTO t (id, city, "Kind", at, flag) VALUES (1000, 'new', 'k9', '2025-01-01', NULL), (1001, NULL, NULL, NULL, true);
--! execute p
SELECT DISTINCT city FROM t ORDER BY city;
SELECT DISTINCT city FROM t ORDER BY 1 DESC NULLS LAST LIMIT 3;
SELECT DISTINCT "Kind", flag AS f, 'x' FROM t ORDER BY "Kind", f;
SELECT DISTINCT "Kind" AS city, city AS "Kind" FROM t ORDER BY city, "Kind";
SELECT DISTINCT t.city, t.amount FROM t WHERE t.at > '2024-01-02' ORDER BY t.amount DESC, t.city LIMIT 4 OFFSET 2;
SELECT DISTINCT u FROM t;
SELECT DISTINCT x.city, y.n FROM t x JOIN s y ON y.t_id = x.id WHERE y.n > 6 ORDER BY y.n, x.city;
SELECT DISTINCT t.city FROM t LEFT JOIN s ON s.t_id = t.id ORDER BY t.city;
SELECT DISTINCT t.city, s.n FROM t LEFT JOIN s ON s.t_id = t.id AND s.n = 3;
SELECT DISTINCT city FROM t ORDER BY at;
SELECT DISTINCT city FROM t ORDER BY count(*);
SELECT DISTINCT city, doc FROM t;
SELECT DISTINCT code, tags, ratio FROM t ORDER BY code, tags, ratio;
SELECT DISTINCT count(*) FROM t GROUP BY city ORDER BY 1;
SELECT DISTINCT ON (city) city, id FROM t ORDER BY city, id;
SELECT DISTINCT city, 1/(id - 5) FROM t;
UPDATE s SET n = 20 WHERE id = 7;
SELECT DISTINCT id, t_id, n FROM s WHERE id < 12 OR n IS NULL ORDER BY id;
SELECT DISTINCT id, t_id, n FROM s WHERE t_id = 7 ORDER BY n DESC, id OFFSET 1;
SELECT id, t_id, n FROM s WHERE n > 7 GROUP BY id, t_id, n ORDER BY n, id;
--! session b=alice
SELECT DISTINCT seen FROM guarded ORDER BY seen;
SELECT DISTINCT secret FROM guarded;
