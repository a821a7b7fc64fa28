CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history VALUES (NEW.id + 1000, NEW.placed, OLD.status || ' -> ' || NEW.status);
  RETURN NEW;
END $$;
CREATE TRIGGER remember AFTER UPDATE OF status ON orders FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION remember();
UPDATE orders SET status = 'PAID' WHERE status = 'NEW' AND id < 20;
