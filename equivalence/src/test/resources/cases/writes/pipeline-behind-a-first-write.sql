-- The first write to a table without a key copies it whole; what was sent behind it, without waiting, sees each row once.
CREATE TABLE notes (of int, note text);
INSERT INTO notes SELECT n, 'note ' || n FROM generate_series(1, 5) n;
CREATE TABLE items (id int PRIMARY KEY, name text);
INSERT INTO items SELECT n, 'item ' || n FROM generate_series(1, 5) n;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE notes SET note = note || '!' WHERE of = NEW.id;
  RETURN NEW;
END$$;
CREATE TRIGGER noted AFTER UPDATE ON items FOR EACH ROW EXECUTE FUNCTION noted();
CREATE FUNCTION drop_note(int) RETURNS bigint LANGUAGE sql AS 'DELETE FROM notes WHERE of = $1; SELECT count(*) FROM notes';
--! test
--! pipeline
BEGIN;
UPDATE items SET name = 'changed' WHERE id = 1;
SELECT count(*) FROM notes;
DELETE FROM notes WHERE of = 2;
SELECT * FROM notes ORDER BY of;
ROLLBACK;
SELECT * FROM notes ORDER BY of;
--! sync
SELECT count(*) FROM notes;
SELECT drop_note(3);
SELECT * FROM notes ORDER BY of;
INSERT INTO notes VALUES (6, 'new');
SELECT * FROM notes ORDER BY of;
--! end
SELECT count(*) FROM notes;
