-- SQL-level PREPARE of what cannot be prepared: the syntax error's text and position.
CREATE TABLE t (id int PRIMARY KEY, v text);
--! test
PREPARE a AS LOCK TABLE t;
PREPARE b AS COPY t TO STDOUT;
PREPARE c AS TRUNCATE t;
