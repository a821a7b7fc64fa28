-- ADD COLUMN with constraints of its own.
--! fixture shop
--! test
ALTER TABLE users ADD COLUMN code int UNIQUE;
ALTER TABLE users ADD COLUMN same int DEFAULT 1 UNIQUE;
ALTER TABLE users ADD COLUMN age int DEFAULT 5 CHECK (age > 10);
ALTER TABLE users ADD COLUMN age int DEFAULT 5 CHECK (age > 1);
ALTER TABLE users ADD COLUMN age2 int CHECK (age2 > 10);
ALTER TABLE users ADD COLUMN needed int NOT NULL;
ALTER TABLE users ADD COLUMN needed int NOT NULL DEFAULT 4;
UPDATE users SET needed = NULL WHERE id = 1;
UPDATE users SET code = id WHERE id < 4;
UPDATE users SET code = 1 WHERE id = 2;
SELECT id, code, age, age2, needed FROM users WHERE id < 5 ORDER BY id;
ALTER TABLE users ADD PRIMARY KEY (needed);
ALTER TABLE audit_log ADD COLUMN id int PRIMARY KEY;
ALTER TABLE audit_log ADD COLUMN id bigserial PRIMARY KEY;
SELECT count(DISTINCT id), min(id), max(id) FROM audit_log;
