ALTER TABLE orders ADD CONSTRAINT one_each UNIQUE (user_id);
