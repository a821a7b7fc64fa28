-- SET TRANSACTION must come before any query of its transaction, whatever others have redefined meanwhile.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
--! test
SELECT * FROM t ORDER BY id;
BEGIN;
--! session b
SELECT * FROM t ORDER BY id;
CREATE TABLE other (id int);
ALTER TABLE t ADD COLUMN w int DEFAULT 5;
--! session a
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL transaction_read_only = off;
SELECT * FROM t ORDER BY id;
--! session b
CREATE TABLE another (id int);
--! session a
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
ROLLBACK;
BEGIN;
--! session b
ALTER TABLE t DROP COLUMN w;
--! session a
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
SELECT * FROM t ORDER BY id;
COMMIT;
START TRANSACTION;
--! session b
ALTER TABLE t ADD COLUMN w int;
--! session a
--! prepare p
SET TRANSACTION READ ONLY;
--! execute p
UPDATE t SET w = 1;
ROLLBACK;
