-- Columns and constraints of partitioned tables.
CREATE TABLE m (id int, region text NOT NULL, v int, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE m_eu PARTITION OF m FOR VALUES IN ('eu');
CREATE TABLE m_us (v int, region text NOT NULL, id int NOT NULL);
ALTER TABLE m ATTACH PARTITION m_us FOR VALUES IN ('us');
INSERT INTO m SELECT n, CASE WHEN n % 2 = 0 THEN 'eu' ELSE 'us' END, n * 10 FROM generate_series(1, 10) n;
--! test
ALTER TABLE m ADD COLUMN extra int DEFAULT 3;
SELECT * FROM m ORDER BY id;
SELECT * FROM m_us ORDER BY id;
ALTER TABLE m ALTER COLUMN v TYPE text USING v || '!';
SELECT * FROM m WHERE id < 4 ORDER BY id;
ALTER TABLE m RENAME COLUMN v TO w;
UPDATE m_eu SET w = 'direct' WHERE id = 4 RETURNING *;
ALTER TABLE m ADD CHECK (id < 10);
ALTER TABLE m ADD CONSTRAINT small CHECK (id < 11);
INSERT INTO m VALUES (11, 'eu', 'x');
CREATE UNIQUE INDEX ON m (w, region);
CREATE UNIQUE INDEX ON m (extra, region);
ALTER TABLE m ADD COLUMN serial_number serial;
SELECT count(DISTINCT serial_number) FROM m;
ALTER TABLE m DROP COLUMN extra;
SELECT id, region, w FROM m ORDER BY id;
ALTER TABLE m ALTER COLUMN w SET NOT NULL;
