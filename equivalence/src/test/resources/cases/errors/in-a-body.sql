-- A mistake in a query of a function's body: its text and the position in it are as they were written.
CREATE TABLE pairs (q1 bigint PRIMARY KEY, q2 bigint);
CREATE TABLE "Mixed" (a int);
INSERT INTO pairs VALUES (1, 2);
CREATE FUNCTION ambiguous() RETURNS SETOF pairs LANGUAGE plpgsql AS $$
DECLARE r record; q1 bigint := 42;
BEGIN
  FOR r IN SELECT p.q1, p.q2 FROM pairs p, "Mixed", PAIRS WHERE q1 = 1 LOOP RETURN NEXT r; END LOOP;
END $$;
CREATE FUNCTION lacking() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT pairs.q2 FROM Pairs WHERE pairs.none = 'é');
END $$;
--! test
SELECT * FROM ambiguous();
SELECT lacking();
DO $$ BEGIN PERFORM * FROM Pairs, "Mixed" WHERE none; END $$;
