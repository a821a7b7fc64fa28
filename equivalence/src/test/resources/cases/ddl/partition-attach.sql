-- ATTACH and DETACH with rows in production.
CREATE TABLE log (id int, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
INSERT INTO log SELECT n, date '2025-01-01' + n, 'w' || n FROM generate_series(0, 50) n;
CREATE TABLE loose (id int, at date NOT NULL, what text);
INSERT INTO loose VALUES (100, '2025-03-05', 'loose'), (101, '2025-04-05', 'late');
--! test
ALTER TABLE log ATTACH PARTITION loose FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
DELETE FROM loose WHERE id = 101;
ALTER TABLE log ATTACH PARTITION loose FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
SELECT count(*), max(id) FROM log;
ALTER TABLE log DETACH PARTITION log_1;
SELECT count(*) FROM log;
SELECT count(*) FROM log_1;
UPDATE log_1 SET what = 'apart' WHERE id = 3;
SELECT count(*) FROM log_1 WHERE what = 'apart';
INSERT INTO log VALUES (200, '2025-01-05', 'nowhere');
CREATE TABLE log_4 PARTITION OF log FOR VALUES FROM ('2025-04-01') TO ('2025-05-01');
INSERT INTO log VALUES (201, '2025-04-05', 'four');
SELECT * FROM log_4;
DROP TABLE log_2;
SELECT count(*) FROM log;
TRUNCATE loose;
SELECT count(*) FROM log;
DROP TABLE log;
SELECT * FROM loose;
