ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
UPDATE users SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
DROP VIEW active_users;
ALTER TABLE users DROP COLUMN name;
ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
