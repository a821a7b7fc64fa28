-- A page of a table to which others are joined by their primary keys: cut off by production before these are looked up.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE city (id int PRIMARY KEY, name text);
INSERT INTO city SELECT g, 'city ' || g FROM generate_series(1, 10) g;
CREATE TABLE person (id bigint PRIMARY KEY, name text, city_id int REFERENCES city, "Note" varchar(10));
INSERT INTO person SELECT g, 'name ' || g, CASE WHEN g % 4 > 0 THEN g % 10 + 1 END, 'n' || g FROM generate_series(1, 50) g;
CREATE TABLE sale (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, helper_id int REFERENCES person, at timestamp, amount numeric(8,2));
INSERT INTO sale SELECT g, g % 50 + 1, CASE WHEN g % 3 = 0 THEN g % 20 + 1 END, '2024-01-01'::timestamp + g * interval '1 hour',
  g % 90 FROM generate_series(1, 400) g;
CREATE TABLE orphan (id int PRIMARY KEY, person_id int REFERENCES person, v text, state mood, tag varchar(5), sum numeric(9,3));
SET session_replication_role = replica;
INSERT INTO orphan SELECT g, CASE WHEN g % 3 > 0 THEN g * 10 END, 'v' || g % 4, 'sad', 't', 1.5 FROM generate_series(1, 30) g;
INSERT INTO orphan VALUES (0, 777, 'v1'), (100, 5, 'v2');
RESET session_replication_role;
CREATE TABLE guarded (id int PRIMARY KEY, person_id int, secret text);
INSERT INTO guarded SELECT g, g, 'x' FROM generate_series(1, 20) g;
GRANT SELECT (id, person_id) ON guarded TO alice;
GRANT SELECT ON person TO alice;
-- taken for large
ANALYZE;
UPDATE pg_class SET reltuples = 20000 WHERE relname IN ('sale', 'orphan', 'person');
--! test
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id DESC LIMIT 5;
--! prepare p
SELECT s.id, p.name, h.* FROM sale s INNER JOIN person p ON s.person_id = p.id LEFT OUTER JOIN person h ON h.id = s.helper_id ORDER BY s.at DESC, s.id LIMIT 6 OFFSET 3;
--! execute p
UPDATE sale SET amount = 1000 + id WHERE id IN (3, 200, 399);
UPDATE sale SET person_id = 7, at = '2025-06-01' WHERE id IN (1, 2);
DELETE FROM sale WHERE id IN (400, 398, 5, 6, 7);
INSERT INTO sale VALUES (1000, 3, NULL, '2023-01-01', NULL), (1001, 4, 5, '2026-01-01', 7);
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id DESC LIMIT 5;
UPDATE person SET name = 'changed', city_id = 3 WHERE id IN (4, 48);
INSERT INTO person VALUES (100, 'new', 2, 'x');
UPDATE sale SET helper_id = 100 WHERE id = 397;
--! execute p
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id DESC LIMIT 5;
SELECT * FROM sale JOIN person ON person.id = sale.person_id ORDER BY sale.at, sale.id LIMIT 4;
SELECT s.*, p."Note" AS note FROM sale AS s LEFT JOIN person AS p ON p.id = s.helper_id WHERE s.amount > 50 OR s.amount IS NULL ORDER BY s.amount DESC NULLS LAST, s.id LIMIT 7;
SELECT s.id, h.name FROM sale s JOIN person h ON h.id = s.helper_id ORDER BY s.id LIMIT 7 OFFSET 2;
SELECT s.id, h.name, c.name FROM sale s JOIN person h ON h.id = s.helper_id JOIN city c ON c.id = h.city_id WHERE s.id > 10 ORDER BY s.id LIMIT 10;
SELECT s.id, h.name, c.name FROM sale s LEFT JOIN person h ON (h.id = s.helper_id) LEFT JOIN city c ON c.id = h.city_id ORDER BY s.id DESC LIMIT 10;
SELECT s.id, h.name, c.name FROM sale s LEFT JOIN person h ON h.id = s.helper_id JOIN city c ON c.id = h.city_id ORDER BY s.id DESC LIMIT 10;
SELECT p.id, p.name AS id, c.name FROM person p JOIN city c ON c.id = p.city_id ORDER BY p.id LIMIT 3;
SELECT amount, name FROM sale JOIN person ON person.id = person_id WHERE at < now() ORDER BY at DESC, sale.id FETCH FIRST 3 ROWS ONLY;
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id WHERE s.amount > 'x' ORDER BY s.id LIMIT 3;
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id WHERE 1 / (s.id - 8) > 0 ORDER BY s.id LIMIT 3;
SELECT s.id, p.missing FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id LIMIT 3;
SELECT id FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id LIMIT 3;
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id LIMIT -1;
--! params 60 | 4 | 2
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id WHERE s.amount > $1 ORDER BY s.id LIMIT $2 OFFSET $3;
-- rows without a partner, in spite of the foreign key
SELECT o.id, p.name FROM orphan o JOIN person p ON p.id = o.person_id ORDER BY o.id LIMIT 3;
SELECT o.*, p.* FROM orphan o JOIN person p ON p.id = o.person_id WHERE o.v = 'v1' OR o.v = 'v2' ORDER BY o.id DESC LIMIT 3 OFFSET 2;
SELECT o.id, p.name FROM orphan o LEFT JOIN person p ON p.id = o.person_id ORDER BY o.id LIMIT 6;
SELECT o.id, p.name, c.name FROM orphan o JOIN person p ON p.id = o.person_id JOIN city c ON c.id = p.city_id ORDER BY o.id LIMIT 3;
--! params v1 | 2
SELECT o.id, p.name FROM orphan o JOIN person p ON p.id = o.person_id WHERE o.v >= $1 ORDER BY o.id LIMIT $2;
UPDATE orphan SET v = 'changed' WHERE id = 4;
SELECT o.id, o.v, p.name FROM orphan o JOIN person p ON p.id = o.person_id ORDER BY o.id LIMIT 3;
SELECT o.id, p.name FROM orphan o JOIN person p ON p.id = o.person_id WHERE 1 / (o.id - 8) > 0 ORDER BY o.id LIMIT 3;
-- and without one
ALTER TABLE sale DROP CONSTRAINT sale_person_id_fkey;
DELETE FROM sale WHERE id < 390 AND id > 20;
DELETE FROM person WHERE id NOT IN (SELECT id FROM sale) AND id NOT IN (SELECT helper_id FROM sale WHERE helper_id IS NOT NULL)
  AND id NOT IN (SELECT person_id FROM orphan);
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id DESC LIMIT 50;
SELECT s.id, p.name FROM sale s JOIN person p ON p.id = s.person_id ORDER BY s.id LIMIT 2;
SELECT s.id, p.name FROM sale s LEFT JOIN person p ON p.id = s.person_id ORDER BY s.id LIMIT 4;
--! session b=alice
SELECT g.id, p.name FROM guarded g JOIN person p ON p.id = g.person_id ORDER BY g.id LIMIT 3;
SELECT g.id, p.name FROM person p JOIN guarded g ON p.id = g.id ORDER BY p.id LIMIT 3;
