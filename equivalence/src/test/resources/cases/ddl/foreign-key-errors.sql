-- ADD FOREIGN KEY that PostgreSQL itself refuses: the preview's own check of the rows fails first, with another error.
CREATE TABLE p (id bigint PRIMARY KEY, v text);
INSERT INTO p VALUES (1, 'a');
CREATE TABLE t (id int PRIMARY KEY, v text, n numeric);
INSERT INTO t VALUES (1, 'a', 1.5);
--! test
ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES p (id);
ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES p (v);
ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES p (id) NOT VALID;
ALTER TABLE t ADD FOREIGN KEY (id, v) REFERENCES p (id);
ALTER TABLE t ADD FOREIGN KEY (nothing) REFERENCES p (id);
ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES p (id);
