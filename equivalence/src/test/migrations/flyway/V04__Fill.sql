UPDATE users SET email = 'user' || id || '@nowhere.example' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
