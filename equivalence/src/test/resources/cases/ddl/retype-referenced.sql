-- A column of a foreign key gets another type: PostgreSQL looks for the parents again, of rows that the preview holds
-- among them, whose parents may be in production alone.
CREATE TABLE parents (id int PRIMARY KEY, code numeric UNIQUE);
CREATE TABLE children (id int PRIMARY KEY, r int REFERENCES parents, code numeric REFERENCES parents (code), note text);
INSERT INTO parents SELECT g, g + 0.5 FROM generate_series(1, 9) g;
INSERT INTO children SELECT g, g, g + 0.5, 'x' FROM generate_series(1, 9) g;

--! test
SELECT note FROM children WHERE id = 3 FOR SHARE;
ALTER TABLE parents ALTER COLUMN id SET DATA TYPE numeric(9,3);
SELECT * FROM parents ORDER BY id;
SELECT note FROM children WHERE id = 4 FOR UPDATE;
ALTER TABLE children ALTER r TYPE bigint;
SELECT * FROM children ORDER BY id;
SELECT note FROM children WHERE id = 5 FOR UPDATE;
ALTER TABLE children ALTER r TYPE numeric, ALTER note TYPE varchar(10);
DELETE FROM parents WHERE id = 3;
SELECT note FROM children WHERE id = 7 FOR UPDATE;
ALTER TABLE parents ALTER code TYPE int;
ALTER TABLE children ALTER code TYPE numeric(9,4);
DELETE FROM children WHERE id = 9;
DELETE FROM parents WHERE id = 9;
SELECT * FROM parents ORDER BY id;
SELECT * FROM children ORDER BY id;
