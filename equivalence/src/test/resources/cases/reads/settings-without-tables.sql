-- Where production has no tables, every setting of how texts are read may be set.
CREATE TYPE mood AS ENUM ('sad', 'happy');
--! test
CREATE TABLE t (id int PRIMARY KEY, a text[], x xml, m money);
SET array_nulls = off;
INSERT INTO t VALUES (1, '{NULL,b}', '<a/>', 12.5);
SELECT id, a, a[1] IS NULL AS n FROM t;
SET array_nulls = on;
SET XML OPTION DOCUMENT;
SELECT xml 'no document';
SELECT count(*) FROM pg_class WHERE relname = 't';
SET xmloption TO content;
SELECT xml 'no document';
SET lc_monetary = 'C';
SELECT m FROM t;
