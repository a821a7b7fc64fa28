-- Unique indexes that only one partition has, also on an expression without columns.
CREATE TABLE p (id int, k int, v text, PRIMARY KEY (k, id)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE UNIQUE INDEX ON p1 (v);
CREATE UNIQUE INDEX ON pd ((coalesce('12'::text, 'ab'::text)));
INSERT INTO p VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 4, 'c');
CREATE TABLE one (id int PRIMARY KEY);
CREATE UNIQUE INDEX ON one ((coalesce('12'::text, 'ab'::text)));
INSERT INTO one VALUES (1);
--! test
INSERT INTO p VALUES (5, 1, 'a');
INSERT INTO p1 VALUES (5, 1, 'b');
INSERT INTO pd VALUES (7, 6, 'x');
INSERT INTO pd VALUES (7, 6, 'x') ON CONFLICT (k, id) DO UPDATE SET v = 'y';
INSERT INTO pd VALUES (7, 6, 'x') ON CONFLICT DO NOTHING;
INSERT INTO p VALUES (8, 1, 'a') ON CONFLICT (k, id) DO UPDATE SET v = 'y';
INSERT INTO p VALUES (8, 1, 'a') ON CONFLICT DO NOTHING;
INSERT INTO one VALUES (2);
INSERT INTO one VALUES (2) ON CONFLICT DO NOTHING;
