-- What a procedure has committed is seen by others while it goes on.
CREATE TABLE t (id int PRIMARY KEY, n int);
INSERT INTO t SELECT i, i FROM generate_series(1, 3) i;
--! test
CREATE PROCEDURE grow() LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE t ADD COLUMN w int DEFAULT 5;
  COMMIT;
  PERFORM pg_advisory_xact_lock(7);
  UPDATE t SET w = 6 WHERE id = 1;
END $$;
--! session b
UPDATE t SET n = 30 WHERE id = 3;
SELECT * FROM t ORDER BY id;
SELECT pg_advisory_lock(7);
--! session a
--! blocks
CALL grow();
--! session b
SELECT * FROM t ORDER BY id;
--! session c
SELECT * FROM t ORDER BY id;
--! session b
SELECT pg_advisory_unlock(7);
--! session a
--! await
SELECT * FROM t ORDER BY id;
