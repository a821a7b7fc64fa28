-- Views that read each other in a circle can be made, and fail when they are read.
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1), (2);
--! test
CREATE VIEW a AS SELECT id FROM t;
CREATE VIEW b AS SELECT id FROM a;
CREATE VIEW c AS SELECT id FROM b;
CREATE OR REPLACE VIEW a AS SELECT id FROM c;
SELECT * FROM b;
INSERT INTO b VALUES (3);
ALTER TABLE t ADD COLUMN v int;
CREATE OR REPLACE VIEW a AS SELECT id FROM t;
SELECT * FROM c ORDER BY id;
