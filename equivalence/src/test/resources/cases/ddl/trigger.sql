-- Triggers.
--! fixture shop
CREATE TABLE trail (n serial PRIMARY KEY, what text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO trail (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME || ' ' || (SELECT count(*) FROM users)); RETURN coalesce(NEW, OLD); END $$;
CREATE TRIGGER of_production AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();
--! test
UPDATE users SET name = 'x' WHERE id = 1;
CREATE TRIGGER mine BEFORE DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION note();
DELETE FROM reviews WHERE stars = 1;
SELECT what, count(*) FROM trail GROUP BY what ORDER BY what;
ALTER TABLE users DISABLE TRIGGER of_production;
UPDATE users SET name = 'y' WHERE id = 2;
SELECT count(*) FROM trail;
ALTER TABLE users ENABLE TRIGGER of_production;
ALTER TRIGGER of_production ON users RENAME TO renamed;
CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO trail (what) SELECT 'sum ' || sum(total) FROM orders; RETURN NULL; END $$;
UPDATE users SET name = 'z' WHERE id = 3;
SELECT what FROM trail ORDER BY n DESC LIMIT 1;
DROP FUNCTION note();
DROP TRIGGER mine ON reviews;
DROP FUNCTION note() CASCADE;
CREATE TRIGGER when_paid AFTER UPDATE OF status ON orders FOR EACH ROW WHEN (new.status = 'paid') EXECUTE FUNCTION nosuch();
ALTER TABLE users DISABLE TRIGGER USER;
ALTER TABLE users DISABLE TRIGGER ALL;
INSERT INTO orders (user_id) VALUES (3) RETURNING user_id;
ALTER TABLE users ENABLE TRIGGER ALL;
ALTER TABLE orders DISABLE TRIGGER ALL;
INSERT INTO orders (user_id) VALUES (3000) RETURNING user_id;
ALTER TABLE orders ENABLE TRIGGER ALL;
SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1;
