-- COPY FROM: the error of a row loses its context (line), and with two wrong rows another one is named.
CREATE TABLE t (id int PRIMARY KEY, v text UNIQUE, n int CHECK (n > 0));
INSERT INTO t SELECT n, 'v' || n, n FROM generate_series(1, 5) n;
--! test
--! known copy-context
COPY t FROM STDIN;
10	x	1
1	y	1
\.
--! known copy-context
COPY t FROM STDIN;
3	z	1
20	v2	1
\.
--! known copy-context
COPY t FROM STDIN;
20	v2	1
3	z	1
\.
COPY t FROM STDIN;
20	z	-1
3	z	1
\.
SELECT count(*) FROM t;
