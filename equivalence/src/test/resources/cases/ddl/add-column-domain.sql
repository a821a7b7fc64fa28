-- ADD COLUMN of a domain: its default, its checks.
--! fixture shop
CREATE DOMAIN colour AS text DEFAULT 'red' CHECK (value <> '');
CREATE DOMAIN required AS int NOT NULL;
CREATE TABLE nothing (id int PRIMARY KEY);
--! test
ALTER TABLE users ADD COLUMN c colour;
SELECT c, count(*) FROM users GROUP BY c;
INSERT INTO users (name) VALUES ('x') RETURNING c;
UPDATE users SET c = '' WHERE id = 1;
ALTER TABLE users ADD COLUMN r required;
ALTER TABLE users ADD COLUMN r required DEFAULT 3;
SELECT DISTINCT r FROM users;
ALTER TABLE nothing ADD COLUMN r required;
SELECT * FROM nothing;
ALTER TABLE users ADD COLUMN d colour DEFAULT '';
