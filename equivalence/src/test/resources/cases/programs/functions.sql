-- Functions and procedures that read and write tables.
--! fixture shop
CREATE FUNCTION user_count() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM users';
CREATE FUNCTION user_name(int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE n text;
BEGIN
  SELECT name INTO n FROM users WHERE id = $1;
  RETURN n;
END $$;
CREATE FUNCTION rename_user(which int, new_name text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE users SET name = new_name WHERE id = which;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
CREATE FUNCTION orders_of(which int) RETURNS SETOF orders LANGUAGE sql AS $$ SELECT * FROM orders WHERE user_id = which ORDER BY id $$;
CREATE FUNCTION order_lines_of(which bigint) RETURNS TABLE (line smallint, cost numeric) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT l.line_no, l.amount FROM public.order_lines l WHERE l.order_id = which ORDER BY l.line_no;
END $$;
CREATE FUNCTION full_name(u users) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT u.name || ' <' || coalesce(u.email, '') || '>' $$;
CREATE FUNCTION atomic_count() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.orders; END;
CREATE PROCEDURE pay(which bigint) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders SET status = 'paid' WHERE id = which;
  IF NOT FOUND THEN RAISE EXCEPTION 'no order %', which; END IF;
END $$;
CREATE FUNCTION dynamic(t text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I', t) INTO n;
  RETURN n;
END $$;
CREATE FUNCTION looped() RETURNS int LANGUAGE plpgsql AS $$
DECLARE r record; n int := 0;
BEGIN
  FOR r IN SELECT id FROM categories ORDER BY id LOOP
    n := n + r.id;
    UPDATE categories SET name = name || '.' WHERE id = r.id;
  END LOOP;
  RETURN n;
END $$;
CREATE FUNCTION caught() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users (id, name) VALUES (3, 'again');
  RETURN 'inserted';
EXCEPTION WHEN unique_violation THEN
  RETURN 'caught ' || SQLERRM;
END $$;
--! test
SELECT user_count();
SELECT user_name(3), user_name(99);
SELECT rename_user(3, 'by function');
SELECT user_name(3);
SELECT name FROM users WHERE id = 3;
INSERT INTO users (name) VALUES ('one more');
SELECT user_count();
SELECT * FROM orders_of(4);
UPDATE orders SET total = 1 WHERE user_id = 4;
SELECT * FROM orders_of(4);
SELECT id, total FROM orders_of(4) WHERE total > 0;
SELECT * FROM order_lines_of(4);
DELETE FROM order_lines WHERE order_id = 4 AND line_no = 1;
SELECT * FROM order_lines_of(4);
SELECT full_name(u) FROM users u WHERE id < 4 ORDER BY id;
SELECT u.full_name FROM users u WHERE id = 3;
SELECT atomic_count();
CALL pay(6);
CALL pay(6000);
SELECT status FROM orders WHERE id = 6;
SELECT dynamic('categories'), dynamic('users');
SELECT looped();
SELECT * FROM categories ORDER BY id;
SELECT caught();
DO $$ BEGIN UPDATE users SET name = 'done' WHERE id = 8; DELETE FROM reviews WHERE stars = 3; END $$;
SELECT name FROM users WHERE id = 8;
SELECT count(*) FROM reviews;
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM reviews; RAISE NOTICE '% reviews', n; END $$;
DO $$ DECLARE n int; r record; BEGIN
  SELECT count(*),
    max(stars)
  INTO r
  FROM reviews -- all of them
  WHERE stars > 0
    AND stars < 9999;
  RAISE NOTICE '%', r;
  FOR r IN SELECT stars
    FROM reviews
    WHERE stars
      > 1
    ORDER BY
      stars LIMIT 2
  LOOP
    RAISE NOTICE '%', r;
  END LOOP;
  FOR r IN SELECT stars, count(*)
    FROM reviews
    GROUP BY
      stars
    ORDER BY stars LIMIT 2
  LOOP
    RAISE NOTICE '%', r;
  END LOOP;
END $$;
CREATE FUNCTION mine() RETURNS text LANGUAGE sql AS 'SELECT name FROM users WHERE id = 8';
SELECT mine();
CREATE OR REPLACE FUNCTION mine() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM reviews; RETURN (SELECT count(*) FROM reviews); END $$;
SELECT mine();
DROP FUNCTION mine;
SELECT mine();
DO $$ BEGIN ALTER TABLE users ADD COLUMN by_do int DEFAULT 3; UPDATE users SET by_do = 4 WHERE id = 1; END $$;
SELECT id, by_do FROM users WHERE id < 3 ORDER BY id;
SELECT pg_get_functiondef('user_name'::regproc);
SELECT prosrc FROM pg_proc WHERE proname = 'rename_user';
