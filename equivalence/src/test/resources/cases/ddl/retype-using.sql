-- ALTER COLUMN … TYPE … USING where no assignment cast leads to the new type.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SCHEMA s1;
CREATE TABLE s1.t0 (k daterange PRIMARY KEY, "order" mood[], v text);
INSERT INTO s1.t0 VALUES ('[2025-01-01,2025-01-02)', '{sad}', '1'), ('empty', '{}', '2');
CREATE TABLE t (id int PRIMARY KEY, "order" mood[], v text);
INSERT INTO t VALUES (1, '{sad}', '1'), (2, '{}', '2');
--! test
ALTER TABLE s1.t0 ALTER COLUMN "order" TYPE tsvector USING "order"::text::tsvector;
SELECT * FROM s1.t0 ORDER BY k;
ALTER TABLE s1.t0 ALTER v TYPE int USING v::int;
SELECT * FROM s1.t0 ORDER BY k;
ALTER TABLE t ALTER COLUMN "order" TYPE tsvector USING "order"::text::tsvector, ALTER COLUMN v SET DATA TYPE int USING length(v);
SELECT * FROM t ORDER BY id;
