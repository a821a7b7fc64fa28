ALTER TABLE order_lines ADD CONSTRAINT one_product UNIQUE (order_id, product_id);
ALTER TABLE order_lines ADD COLUMN tax numeric GENERATED ALWAYS AS (price * 0.19) STORED;
