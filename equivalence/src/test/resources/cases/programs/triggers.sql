-- Triggers fire for the client's change, never for copy-up.
--! fixture shop
CREATE TABLE log (n serial PRIMARY KEY, line text);
CREATE FUNCTION log_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log (line) VALUES (TG_OP || ' ' || TG_TABLE_NAME || ' ' || coalesce(OLD.id::text, '-') || ' ' || coalesce(NEW.id::text, '-'));
  RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION log_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log (line) SELECT TG_OP || ' of ' || count(*) FROM changed;
  RETURN NULL;
END $$;
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name := upper(NEW.name);
  RAISE NOTICE 'shouting %', NEW.name;
  RETURN NEW;
END $$;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'category % is fixed', OLD.id USING ERRCODE = 'P0099', HINT = 'leave it';
END $$;
CREATE FUNCTION count_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET name = 'has ' || (SELECT count(*) FROM orders o WHERE o.user_id = NEW.user_id) WHERE id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE TRIGGER users_log AFTER INSERT OR UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION log_row();
CREATE TRIGGER users_shout BEFORE UPDATE OF name ON users FOR EACH ROW WHEN (NEW.id < 10) EXECUTE FUNCTION shout();
CREATE TRIGGER products_many AFTER UPDATE ON products REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_statement();
CREATE TRIGGER categories_fixed BEFORE UPDATE OR DELETE ON categories FOR EACH ROW WHEN (OLD.id = 1) EXECUTE FUNCTION refuse();
CREATE TRIGGER orders_counted AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION count_orders();
CREATE TABLE checked (id int PRIMARY KEY, v int);
INSERT INTO checked VALUES (1, 1), (2, 2);
CREATE CONSTRAINT TRIGGER checked_later AFTER UPDATE ON checked DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_row();
CREATE VIEW both_names AS SELECT id, name FROM categories;
CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE categories SET name = NEW.name || ' (view)' WHERE id = OLD.id;
  RETURN NEW;
END $$;
CREATE TRIGGER both_names_update INSTEAD OF UPDATE ON both_names FOR EACH ROW EXECUTE FUNCTION instead();
--! test
UPDATE users SET name = 'quiet' WHERE id IN (3, 4) RETURNING id, name;
UPDATE users SET name = 'large' WHERE id = 12;
SELECT line FROM log ORDER BY n;
UPDATE products SET price = price + 1 WHERE id < 8;
UPDATE products SET price = price WHERE false;
SELECT line FROM log ORDER BY n DESC LIMIT 2;
UPDATE categories SET name = 'x' WHERE id = 1;
DELETE FROM categories WHERE id = 1;
UPDATE categories SET name = 'x' WHERE id = 3;
INSERT INTO orders (user_id) VALUES (7);
SELECT name FROM users WHERE id = 7;
UPDATE orders SET total = 1 WHERE id = 15;
SELECT name FROM users WHERE id = 16;
DELETE FROM orders WHERE id = 20;
BEGIN;
UPDATE checked SET v = 3;
SELECT count(*) FROM log WHERE line LIKE '%checked%';
COMMIT;
SELECT count(*) FROM log WHERE line LIKE '%checked%';
UPDATE both_names SET name = 'through' WHERE id = 5;
SELECT name FROM categories WHERE id = 5;
INSERT INTO users (name) VALUES ('inserted');
DELETE FROM users WHERE name = 'inserted';
SELECT line FROM log ORDER BY n;
ALTER TABLE users DISABLE TRIGGER users_log;
UPDATE users SET born = '2000-01-01' WHERE id = 9;
SELECT count(*) FROM log;
CREATE TRIGGER stock_log AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION log_row();
UPDATE users SET born = '2001-01-01' WHERE id = 14;
SELECT count(*) FROM log;
