-- Another primary key.
--! fixture shop
--! test
ALTER TABLE audit_log ADD PRIMARY KEY (at);
DELETE FROM audit_log WHERE at IS NULL;
ALTER TABLE audit_log ADD PRIMARY KEY (at, who);
UPDATE audit_log SET what = 'changed' WHERE at = '2025-01-01 03:00:00+00' RETURNING *;
INSERT INTO audit_log VALUES ('2025-01-01 03:00:00+00', 'user 0', 'again');
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;
ALTER TABLE users ADD PRIMARY KEY (email);
ALTER TABLE users ADD PRIMARY KEY (name);
INSERT INTO users (name) VALUES ('user 4');
UPDATE users SET name = 'user 5' WHERE name = 'user 6';
UPDATE users SET id = 5 WHERE name = 'user 6' RETURNING *;
SELECT count(*) FROM users WHERE id = 5;
DELETE FROM users WHERE id = 5;
SELECT count(*) FROM users;
