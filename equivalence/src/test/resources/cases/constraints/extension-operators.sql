-- Keys, unique columns, exclusion and foreign keys of types whose equality lives in public (citext, hstore, ltree).
CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE EXTENSION btree_gist;
CREATE TABLE c (k citext PRIMARY KEY, v text, u citext UNIQUE);
INSERT INTO c VALUES ('Abc', 'a', 'One'), ('bcd', 'b', 'Two'), ('CDE', 'c', NULL);
CREATE TABLE h (id int PRIMARY KEY, h hstore UNIQUE, l ltree UNIQUE);
INSERT INTO h VALUES (1, 'a=>1', 'a.b'), (2, 'b=>2', 'a.c');
CREATE TABLE r (id int PRIMARY KEY, k citext REFERENCES c ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO r VALUES (1, 'ABC'), (2, 'bcd');
CREATE TABLE e (id int PRIMARY KEY, l citext, EXCLUDE USING gist (id WITH <>, (l::text) WITH =));
INSERT INTO e VALUES (1, 'x');
--! test
--! known spelling-of-the-key
INSERT INTO c VALUES ('ABC', 'again', 'x');
--! known spelling-of-the-key
INSERT INTO c VALUES ('new', 'again', 'ONE');
INSERT INTO c VALUES ('abc', 'again') ON CONFLICT DO NOTHING;
INSERT INTO c VALUES ('aBC', 'again') ON CONFLICT (k) DO UPDATE SET v = excluded.v RETURNING *;
INSERT INTO c VALUES ('x', 'again', 'TWO') ON CONFLICT (u) DO UPDATE SET v = excluded.v RETURNING *;
UPDATE c SET v = 'changed' WHERE k = 'CDe' RETURNING *;
SELECT * FROM c WHERE k IN ('BCD', 'abc') ORDER BY k;
INSERT INTO r VALUES (3, 'cde'), (4, 'BcD');
INSERT INTO r VALUES (5, 'nothing');
UPDATE c SET k = 'ZZZ' WHERE k = 'bCd';
SELECT * FROM r ORDER BY id;
DELETE FROM c WHERE k = 'abC';
SELECT * FROM r ORDER BY id;
SELECT * FROM c ORDER BY k;
INSERT INTO h VALUES (3, 'a=>1', NULL);
INSERT INTO h VALUES (4, NULL, 'a.c');
INSERT INTO h VALUES (5, 'c=>3', 'a.d') RETURNING *;
UPDATE h SET h = 'a=>1' WHERE id = 2;
UPDATE h SET l = 'z' WHERE h = 'a=>1' RETURNING *;
INSERT INTO e VALUES (2, 'x');
INSERT INTO e VALUES (2, 'X');
