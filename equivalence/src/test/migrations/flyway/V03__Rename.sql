ALTER TABLE users RENAME COLUMN joined TO created_at;
