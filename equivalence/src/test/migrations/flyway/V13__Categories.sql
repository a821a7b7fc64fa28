ALTER TABLE categories RENAME TO kinds;
ALTER TABLE kinds ADD COLUMN path text;
WITH RECURSIVE tree AS (
  SELECT id, name AS path FROM kinds WHERE parent_id IS NULL
  UNION ALL SELECT k.id, t.path || '/' || k.name FROM kinds k JOIN tree t ON t.id = k.parent_id)
UPDATE kinds SET path = tree.path FROM tree WHERE tree.id = kinds.id;
ALTER TABLE kinds ALTER COLUMN path SET NOT NULL;
CREATE UNIQUE INDEX ON kinds (path);
