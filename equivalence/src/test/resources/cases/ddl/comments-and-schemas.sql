-- Comments, schemas, statistics, publications, extensions.
--! fixture shop
--! test
COMMENT ON TABLE users IS 'people';
COMMENT ON COLUMN users.name IS 'how they are called';
COMMENT ON CONSTRAINT users_pkey ON users IS 'key';
SELECT obj_description('users'::regclass), col_description('users'::regclass, 2);
COMMENT ON TABLE users IS NULL;
SELECT obj_description('users'::regclass);
CREATE SCHEMA app AUTHORIZATION alice;
CREATE TABLE app.users AS SELECT * FROM users WHERE id < 3;
SELECT count(*) FROM app.users;
CREATE SCHEMA app;
CREATE SCHEMA IF NOT EXISTS app;
DROP SCHEMA app;
DROP SCHEMA app CASCADE;
CREATE STATISTICS st ON user_id, status FROM orders;
DROP STATISTICS st;
CREATE EXTENSION citext;
ALTER TABLE users ALTER COLUMN name TYPE citext;
SELECT count(*) FROM users WHERE name = 'USER 4';
DROP EXTENSION citext;
DROP EXTENSION citext CASCADE;
SELECT * FROM users WHERE id = 4;
CREATE PUBLICATION p FOR TABLE users;
SELECT pubname, puballtables FROM pg_publication;
SELECT * FROM pg_publication_tables;
ALTER TABLE users REPLICA IDENTITY FULL;
DROP PUBLICATION p;
