-- An INSERT of several rows that fails at one of the first: a copy has then taken values from the sequence for the rows
-- up to it only, the preview for all of them; the keys that follow differ.
CREATE TABLE t (id serial PRIMARY KEY, v text UNIQUE, n int);
INSERT INTO t (v) VALUES ('a'), ('b');
--! test
INSERT INTO t (v) VALUES ('a'), ('x'), ('y');
INSERT INTO t (v) VALUES ('z') RETURNING id;
INSERT INTO t (v) SELECT x FROM unnest('{b,p,q,r}'::text[]) x;
INSERT INTO t (v) VALUES ('zz') RETURNING id;
