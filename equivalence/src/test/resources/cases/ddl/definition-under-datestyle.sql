-- What a definition leaves behind does not depend on how the session that sends it writes dates and the like.
CREATE TABLE t (id int PRIMARY KEY, v text, at date DEFAULT '2025-02-01', CHECK (at > '2001-02-03'));
INSERT INTO t SELECT n, 'v' || n, '2025-03-04' FROM generate_series(1, 12) n;
CREATE TABLE p (at date PRIMARY KEY, v int);
INSERT INTO p VALUES ('2025-03-04', 1), ('2025-04-03', 2);
--! test
SET datestyle = 'SQL, DMY';
SET intervalstyle = 'sql_standard';
SET bytea_output = 'escape';
SET extra_float_digits = -15;
ALTER TABLE t ADD COLUMN d date DEFAULT '2025-02-01', ADD COLUMN ts timestamp DEFAULT '2025-02-01 10:00', ADD COLUMN i interval DEFAULT '-1 day +02:03:04', ADD COLUMN f double precision DEFAULT 0.1234567890123456, ADD COLUMN b bytea DEFAULT '\x00ff';
ALTER TABLE t ADD COLUMN g daterange DEFAULT '[2025-02-01,2025-03-02)', ADD COLUMN h date GENERATED ALWAYS AS (at + 1) STORED, ADD COLUMN k date GENERATED ALWAYS AS ('2025-02-01'::date) STORED, ADD COLUMN tz timestamptz DEFAULT '2025-02-01 10:00+03';
ALTER TABLE t ADD CHECK (at > '2002-03-04');
CREATE VIEW w AS SELECT id, d FROM t WHERE d < '2025-02-03';
CREATE UNIQUE INDEX ON t (id, at) WHERE d = '2025-02-01';
ALTER TABLE t ADD COLUMN pa date REFERENCES p DEFAULT '2025-03-04';
SELECT * FROM t WHERE id = 1;
--! session b
SELECT * FROM t WHERE id = 1;
UPDATE t SET v = 'x' WHERE id < 3;
SELECT * FROM t ORDER BY id;
SELECT * FROM w ORDER BY id;
INSERT INTO t (id, v) VALUES (20, 'new');
INSERT INTO t (id, v) VALUES (2, 'new');
DELETE FROM p WHERE v = 2;
DELETE FROM p WHERE v = 1;
UPDATE t SET at = '2002-03-04' WHERE id = 5;
SET datestyle = 'German';
GRANT SELECT ON t TO alice;
ALTER TABLE t ALTER COLUMN v SET DEFAULT 'y';
UPDATE t SET v = 'x' WHERE id = 6;
--! session c
UPDATE t SET v = 'x' WHERE id = 7;
SELECT * FROM t ORDER BY id;
--! session d=alice
SELECT * FROM t ORDER BY id;
