-- An INSERT of several rows that fails at one of the first: a copy has then taken numbers from the sequence for the rows
-- up to it only, the preview for all of them.
CREATE TABLE t (id serial PRIMARY KEY, v text UNIQUE, n int);
INSERT INTO t (v) VALUES ('a'), ('b');
--! test
INSERT INTO t (v) VALUES ('a'), ('x'), ('y');
--! known keys-after-an-error
SELECT nextval('t_id_seq');
SELECT setval('t_id_seq', 50);
INSERT INTO t (v) VALUES ('z') RETURNING id;
SELECT setval('t_id_seq', 60);
INSERT INTO t (v) SELECT x FROM unnest('{b,p,q,r}'::text[]) x;
--! known keys-after-an-error
SELECT nextval('t_id_seq');
SELECT setval('t_id_seq', 70);
