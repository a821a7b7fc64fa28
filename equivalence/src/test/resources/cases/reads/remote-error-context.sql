-- An error raised while production evaluates a shipped condition carries CONTEXT "remote SQL command: …".
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, '1'), (2, 'x'), (0, '3');
--! test
SELECT * FROM t WHERE v::int = 1;
SELECT * FROM t WHERE 10 / id = 10;
SELECT 10 / id FROM t;
