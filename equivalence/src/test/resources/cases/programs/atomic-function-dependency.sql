-- A function with a BEGIN ATOMIC body depends on the columns that it reads; on the preview it no longer does, so DROP
-- COLUMN passes where it must not, and CASCADE leaves the function.
CREATE TABLE t (id int PRIMARY KEY, v text, w text);
INSERT INTO t VALUES (1, 'a', 'b');
CREATE FUNCTION f() RETURNS SETOF text BEGIN ATOMIC SELECT v FROM t; END;
--! test
SELECT f();
ALTER TABLE t DROP COLUMN v;
DROP TABLE t;
SELECT f();
ALTER TABLE t DROP COLUMN v CASCADE;
SELECT f();
SELECT count(*) FROM pg_proc WHERE proname = 'f';
