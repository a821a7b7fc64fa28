-- A COMMIT that fails ends its transaction, also where definitions of others have come meanwhile.
CREATE TABLE accounts (id int PRIMARY KEY, balance int);
INSERT INTO accounts VALUES (1, 100), (2, 100);
--! test
--! session a
CREATE TABLE duties (id int PRIMARY KEY, on_call bool);
INSERT INTO duties VALUES (1, true), (2, true);
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM duties WHERE on_call;
--! session b
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM duties WHERE on_call;
--! session a
UPDATE duties SET on_call = false WHERE id = 1;
--! session b
UPDATE duties SET on_call = false WHERE id = 2;
--! session a
COMMIT;
--! session c
CREATE TABLE others (id int);
--! session b
COMMIT;
SELECT count(*) FROM duties WHERE on_call;
BEGIN;
SELECT * FROM accounts ORDER BY id;
ROLLBACK;
--! session a
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM duties WHERE on_call;
--! session b
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM duties;
UPDATE duties SET on_call = true WHERE id = 1;
--! session a
UPDATE duties SET on_call = false WHERE id = 2;
--! session b
COMMIT;
--! session c
CREATE TABLE more (id int);
--! session a
END;
SELECT count(*) FROM duties WHERE on_call;
