-- SET NOT NULL is checked against production's rows.
--! fixture shop
--! test
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
UPDATE users SET email = 'seven' || id WHERE id = 7;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
UPDATE users SET email = 'fourteen' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
INSERT INTO users (name) VALUES ('none');
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
INSERT INTO users (name) VALUES ('none');
ALTER TABLE users ALTER COLUMN id DROP NOT NULL;
ALTER TABLE audit_log ALTER COLUMN at SET NOT NULL;
DELETE FROM audit_log WHERE at IS NULL;
ALTER TABLE audit_log ALTER COLUMN at SET NOT NULL;
