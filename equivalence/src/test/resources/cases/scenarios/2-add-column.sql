-- Scenario 2: a column added in the preview.
--! fixture scenario
--! test
ALTER TABLE users ADD COLUMN phone_number VARCHAR(20);
SELECT phone_number FROM users;
SELECT phone_number FROM users WHERE phone_number IS NOT NULL;
SELECT * FROM users ORDER BY id;
UPDATE users SET phone_number = '123' WHERE id = 4;
SELECT id, phone_number FROM users ORDER BY phone_number NULLS LAST, id;
