-- A CHECK, default, index or generated column that compares citext by IS DISTINCT FROM, IN, BETWEEN, NULLIF or CASE is
-- made in fresh with text's operators: pg_get_constraintdef cannot qualify these, so it depends on the search_path.
CREATE EXTENSION citext;
CREATE TABLE t (
  id int PRIMARY KEY,
  c citext CHECK (c IS DISTINCT FROM 'bcd'),
  d citext CHECK (nullif(d, 'X') IS NOT NULL),
  e citext CHECK (e NOT IN ('one', 'two')),
  g boolean GENERATED ALWAYS AS (c IS DISTINCT FROM 'yes'::citext) STORED
);
INSERT INTO t VALUES (1, 'a', 'b', 'c');
--! test
INSERT INTO t VALUES (2, 'BCD', 'b', 'c');
INSERT INTO t VALUES (3, 'a', 'x', 'c');
INSERT INTO t VALUES (4, 'a', 'b', 'ONE');
INSERT INTO t VALUES (5, 'YES', 'b', 'c') RETURNING g;
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass ORDER BY 1;
