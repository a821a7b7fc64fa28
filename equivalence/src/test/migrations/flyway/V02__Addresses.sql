CREATE TABLE addresses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id int NOT NULL REFERENCES users ON DELETE CASCADE,
  city text NOT NULL
);
INSERT INTO addresses (user_id, city) SELECT id, 'city of ' || name FROM users WHERE id < 6 ORDER BY id;
