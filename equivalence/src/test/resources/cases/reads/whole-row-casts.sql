-- All columns of a relation behind its name, cast to its type or to another's: a row, not columns.
CREATE TABLE pairs (q1 bigint, q2 bigint, PRIMARY KEY (q1, q2));
CREATE TYPE pair_alike AS (a bigint, b bigint);
CREATE TYPE nested AS (p pairs);
INSERT INTO pairs VALUES (123, 456), (123, 4567890123456789), (4567890123456789, 123);
--! test
INSERT INTO pairs VALUES (1, 2);
--! known whole-row-origin
SELECT i.*::pairs FROM pairs i;
SELECT row(i.*::pairs)::nested FROM pairs i;
--! known whole-row-origin
SELECT (i.*)::pairs, CAST(i.* AS pairs) FROM pairs i;
--! known whole-row-origin
SELECT (i.*::pairs).q2 FROM pairs i;
SELECT * FROM pairs i, LATERAL (VALUES (i.*::pairs)) ss;
SELECT * FROM pairs i WHERE i.* IN (VALUES (i.*::pairs));
SELECT i.*::text FROM pairs i;
SELECT (i.*)::text, i.* = i.*, i.* IS NULL FROM pairs i;
SELECT i.*::pair_alike FROM pairs i;
SELECT row_to_json(t) FROM (SELECT i.*::pairs, (i.*)::public.pairs, CAST(i.* AS pairs) FROM pairs i) t (a);
SELECT row_to_json(t) FROM (SELECT (i.*)::public.pairs FROM pairs i) t;
