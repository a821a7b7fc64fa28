-- ADD COLUMN with a stable default: the same value at each read.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT now();
SELECT count(DISTINCT seen), bool_and(seen <= now()) FROM users;
ALTER TABLE users ADD COLUMN who text DEFAULT current_user;
SET ROLE alice;
RESET ROLE;
SELECT DISTINCT who FROM users;
ALTER TABLE users ALTER COLUMN who SET DEFAULT 'other';
INSERT INTO users (name) VALUES ('new') RETURNING who;
SELECT who, count(*) FROM users GROUP BY who ORDER BY who;
SELECT count(*) FROM users a JOIN users b ON a.id = b.id AND a.seen = b.seen WHERE a.who <> 'other';
ALTER TABLE users DROP COLUMN seen;
