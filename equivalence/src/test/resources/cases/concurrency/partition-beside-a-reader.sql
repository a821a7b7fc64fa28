-- Who reads a partitioned table keeps those off who define one of its partitions anew; who reads another partition does not.
CREATE TABLE m (id int, region text NOT NULL, v int) PARTITION BY LIST (region);
CREATE TABLE m_eu PARTITION OF m FOR VALUES IN ('eu');
CREATE TABLE m_us PARTITION OF m FOR VALUES IN ('us');
CREATE TABLE m_rest PARTITION OF m DEFAULT PARTITION BY LIST (region);
CREATE TABLE m_asia PARTITION OF m_rest FOR VALUES IN ('asia');
INSERT INTO m SELECT n, CASE n % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' ELSE 'asia' END, n FROM generate_series(1, 9) n;
CREATE VIEW seen AS SELECT id, v FROM m;
--! test
--! session a
BEGIN;
SELECT count(*) FROM m;
--! session b
--! blocks
ALTER TABLE m_eu ALTER COLUMN v SET DEFAULT 5;
--! session a
COMMIT;
--! session b
--! await
--! session a
BEGIN;
SELECT count(*) FROM m_us;
--! session b
ALTER TABLE m_eu ALTER COLUMN v DROP DEFAULT;
ALTER TABLE m_eu ADD PRIMARY KEY (id);
--! session a
SELECT count(*) FROM m_rest;
--! session b
ALTER TABLE m_eu ALTER COLUMN v SET DEFAULT 6;
--! blocks
ALTER TABLE m_asia ALTER COLUMN v SET DEFAULT 6;
--! session a
COMMIT;
--! session b
--! await
--! session a
BEGIN;
SELECT count(*) FROM seen;
--! session b
--! blocks
ALTER TABLE m_asia ALTER COLUMN v SET DEFAULT 7;
--! session a
COMMIT;
--! session b
--! await
BEGIN;
ALTER TABLE m_us ALTER COLUMN v SET DEFAULT 7;
--! session a
SELECT count(*) FROM m_eu;
--! blocks
SELECT count(*) FROM m;
--! session b
COMMIT;
--! session a
--! await
BEGIN;
INSERT INTO m VALUES (10, 'us', 1);
--! session b
ALTER TABLE m_eu ALTER COLUMN v SET DEFAULT 8;
--! session a
COMMIT;
BEGIN;
SELECT count(*) FROM m;
--! session b
--! blocks
ALTER TABLE m_eu ALTER COLUMN v SET DEFAULT 9;
--! session a
COMMIT;
--! session b
--! await
BEGIN;
LOCK TABLE m_asia;
--! session a
SELECT count(*) FROM m_eu;
--! blocks
SELECT count(*) FROM m;
--! session b
COMMIT;
--! session a
--! await
