-- Scenario 3: a row inserted in the preview.
--! fixture scenario
--! test
INSERT INTO users (name, email) VALUES ('new_user', 'new@example.com');
SELECT name FROM users WHERE name = 'new_user';
SELECT id, name FROM users WHERE name = 'new_user';
INSERT INTO users (name) VALUES ('other') RETURNING id, name, email;
SELECT * FROM users;
SELECT currval('users_id_seq'), lastval();
