-- A condition of a partitioned table that is not proven for its rows: its partitions have it so too.
CREATE TABLE part (id int PRIMARY KEY, v int) PARTITION BY RANGE (id);
CREATE TABLE low PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE rest PARTITION OF part DEFAULT PARTITION BY HASH (id);
CREATE TABLE rest_0 PARTITION OF rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE rest_1 PARTITION OF rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT n, n FROM generate_series(1, 20) n;
ALTER TABLE part ADD CONSTRAINT few CHECK (v < 15) NOT VALID;
ALTER TABLE part ADD CONSTRAINT fifty CHECK (v < 50);
ALTER TABLE low ADD CONSTRAINT own CHECK (v > 5) NOT VALID;
--! test
SELECT * FROM part ORDER BY id;
SELECT conrelid::regclass, conname, convalidated, conislocal, coninhcount FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname;
INSERT INTO part VALUES (30, 30);
INSERT INTO low VALUES (0, 3);
UPDATE part SET v = v WHERE id = 3;
UPDATE part SET v = v WHERE id = 18;
UPDATE part SET v = 6 WHERE id IN (8, 18);
ALTER TABLE part VALIDATE CONSTRAINT few;
DELETE FROM part WHERE v >= 15;
ALTER TABLE part VALIDATE CONSTRAINT few;
SELECT * FROM part ORDER BY id;
SELECT conrelid::regclass, conname, convalidated FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname;
