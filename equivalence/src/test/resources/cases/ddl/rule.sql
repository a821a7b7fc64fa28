-- Rules.
--! fixture shop
CREATE TABLE trail (what text);
--! test
CREATE RULE keep AS ON DELETE TO categories DO INSTEAD NOTHING;
DELETE FROM categories WHERE id = 6;
DROP RULE keep ON categories;
CREATE RULE note AS ON UPDATE TO products DO ALSO INSERT INTO trail VALUES ('product ' || old.id || ' of ' || (SELECT count(*) FROM users));
UPDATE products SET price = 3 WHERE id IN (1, 2);
SELECT * FROM trail ORDER BY what;
CREATE RULE gone AS ON DELETE TO users DO INSTEAD UPDATE users SET active = false WHERE id = old.id;
DELETE FROM users WHERE id = 1;
SELECT id, active FROM users WHERE id < 3 ORDER BY id;
CREATE VIEW names AS SELECT id, name FROM users;
CREATE RULE names_update AS ON UPDATE TO names DO INSTEAD UPDATE users SET name = new.name || '!' WHERE id = old.id;
UPDATE names SET name = 'by rule' WHERE id = 2;
SELECT name FROM names WHERE id = 2;
ALTER RULE note ON products RENAME TO remark;
DROP RULE remark ON products;
