-- pg_get_functiondef, pg_proc.prosrc, \df+ and pg_dump show the rewritten body.
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t VALUES (1, 'a');
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM t';
CREATE FUNCTION w(x int) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN UPDATE t SET v = 'w' WHERE id = x; GET DIAGNOSTICS n = ROW_COUNT; RETURN n; END $$;
--! test
SELECT n(), w(1);
SELECT proname, prosrc FROM pg_proc WHERE proname IN ('n', 'w') ORDER BY 1;
SELECT pg_get_functiondef('n'::regproc);
