-- Scenario 4: a row of production's changed in the preview.
--! fixture scenario
--! test
UPDATE users SET email = 'updated.email@example.com' WHERE id = 5;
SELECT id, email FROM users;
SELECT id, email FROM users WHERE id = 5;
UPDATE users SET email = 'twice@example.com' WHERE id = 5;
SELECT count(*), count(DISTINCT email) FROM users;
UPDATE users SET email = 'none@example.com' WHERE id = 500;
