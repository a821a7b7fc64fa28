-- A partition that had a foreign key before it was attached has it by its own name.
CREATE TABLE places (id int PRIMARY KEY, name text);
CREATE TABLE visits (id int, at date NOT NULL, place int REFERENCES places ON DELETE CASCADE) PARTITION BY RANGE (at);
CREATE TABLE visits_old (id int, at date NOT NULL, place int CONSTRAINT old_place REFERENCES places ON DELETE CASCADE);
ALTER TABLE visits ATTACH PARTITION visits_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE visits_new PARTITION OF visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') PARTITION BY LIST (place);
CREATE TABLE visits_new_1 (place int CONSTRAINT new_place REFERENCES places ON DELETE CASCADE, id int, at date NOT NULL);
ALTER TABLE visits_new ATTACH PARTITION visits_new_1 FOR VALUES IN (1, 2);
INSERT INTO places VALUES (1, 'here'), (2, 'there');
INSERT INTO visits VALUES (1, '2020-02-02', 1), (2, '2021-02-02', 2);
--! test
SELECT conname, conrelid::regclass, convalidated, conparentid <> 0 FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text LIKE 'visits%' ORDER BY 1, 2::text;
INSERT INTO visits VALUES (3, '2020-03-03', 7);
INSERT INTO visits_new_1 VALUES (7, 3, '2021-03-03');
INSERT INTO visits VALUES (3, '2021-03-03', 1);
DELETE FROM places WHERE id = 1;
SELECT * FROM visits;
ALTER TABLE visits DETACH PARTITION visits_old;
SELECT conname, conrelid::regclass, convalidated, conparentid <> 0 FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text LIKE 'visits%' ORDER BY 1, 2::text;
ALTER TABLE visits_old DROP CONSTRAINT old_place;
INSERT INTO visits_old VALUES (4, '2020-03-03', 7);
