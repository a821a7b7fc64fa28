-- Settings that say how values are written and read: production's rows are what they are.
CREATE TABLE t (id int PRIMARY KEY, x xml, a text[], i interval, f float8, d date, b bytea, tz timestamptz);
CREATE TABLE prices (id int PRIMARY KEY, price money);
INSERT INTO prices VALUES (1, 1234.5), (2, -0.05);
INSERT INTO t VALUES (1, 'abc', '{NULL,a}', '-1 day +2 hours', 0.1234567890123456, '2025-02-01', '\x00ff', '2025-02-01 10:00+03'), (2, '<a/>', '{"NULL"}', '1 year -2 mons -3 days +04:05', 1e-300, '2025-03-04', '\x5c', 'infinity'), (3, '<a/>', '{b}', '-00:00:01', 'NaN', NULL, '', NULL);
--! test
--! refused 0A000 input-settings
SET array_nulls = off;
--! refused 0A000 input-settings
SET LOCAL "array_nulls" TO 'false';
--! refused 0A000 input-settings
SET xmloption = document;
--! refused 0A000 input-settings
SET XML OPTION DOCUMENT;
--! refused 0A000 input-settings
SET lc_monetary = 'C';
SET lc_monetary TO DEFAULT;
UPDATE prices SET price = price * 2 WHERE id = 1;
SELECT * FROM prices ORDER BY id;
SET array_nulls = on;
SET xmloption TO content;
SET XML OPTION CONTENT;
SHOW array_nulls;
SELECT * FROM t ORDER BY id;
SET intervalstyle = 'sql_standard';
SELECT id, i FROM t ORDER BY id;
UPDATE t SET f = 3 WHERE i = '-00:00:01';
SET intervalstyle = 'iso_8601';
UPDATE t SET f = 3 WHERE i = 'P1Y-2M-3DT4H5M';
SET extra_float_digits = -15;
SELECT id, f FROM t ORDER BY id;
SET bytea_output = 'escape';
SET datestyle = 'German';
SET timezone = 'Europe/Berlin';
SELECT id, b, d, tz FROM t WHERE d IN ('04.03.2025', '01.02.2025') ORDER BY id;
UPDATE t SET f = 4 WHERE d = '01.02.2025' AND tz < '02.02.2025';
RESET ALL;
SELECT * FROM t ORDER BY id;
