-- Another session, or this one after its own DDL, waits for a table that has been truncated or altered in an open transaction:
-- reading the schema anew asks for locks that a copy's session does not need.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p6 (id int PRIMARY KEY DEFAULT 5, v mood CHECK (v <> 'sad'), g int GENERATED ALWAYS AS (id + 1) STORED);
INSERT INTO p6 SELECT n, 'ok' FROM generate_series(1, 5) n;
CREATE INDEX ON p6 ((id + 1));
CREATE VIEW pv AS SELECT * FROM p6;
--! test
BEGIN ISOLATION LEVEL REPEATABLE READ;
TRUNCATE p6 RESTART IDENTITY;
--! session b
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'e0';
SELECT 1;
SELECT count(*) FROM pg_class WHERE relname = 'p6';
--! session a
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
TRUNCATE p6;
--! session b
CREATE TABLE x (id int);
SELECT 1;
--! session a
ROLLBACK;
