-- Scenario 5: a column, then a row that has a value in it.
--! fixture scenario
--! test
ALTER TABLE users ADD COLUMN city VARCHAR(50);
INSERT INTO users (id, name, city) VALUES (11, 'city_user', 'New York');
SELECT id, name, city FROM users;
SELECT city, count(*) FROM users GROUP BY city;
