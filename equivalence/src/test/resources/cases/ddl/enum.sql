-- Enums: ADD VALUE, RENAME VALUE, DROP TYPE.
--! fixture shop
--! test
ALTER TYPE order_status ADD VALUE 'returned';
INSERT INTO orders (user_id, status) VALUES (1, 'returned') RETURNING status;
ALTER TYPE order_status ADD VALUE 'draft' BEFORE 'new';
SELECT status, count(*) FROM orders GROUP BY status ORDER BY status;
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'draft';
ALTER TYPE order_status ADD VALUE 'draft';
ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';
SELECT status, count(*) FROM orders GROUP BY status ORDER BY status;
SELECT count(*) FROM orders WHERE status = 'settled';
SELECT count(*) FROM orders WHERE status > 'settled';
UPDATE orders SET status = 'settled' WHERE id = 2 RETURNING status;
SELECT id, status FROM orders WHERE id < 6 ORDER BY id;
ALTER TYPE order_status RENAME TO state;
SELECT status::text FROM orders WHERE id = 3;
DROP TYPE state;
ALTER TABLE orders ALTER status DROP DEFAULT, ALTER status TYPE text;
DROP TYPE state;
SELECT status, count(*) FROM orders GROUP BY status ORDER BY status;
CREATE TYPE level AS ENUM ('low', 'high');
ALTER TABLE users ADD COLUMN level level DEFAULT 'low';
SELECT level, count(*) FROM users GROUP BY level;
ALTER TYPE level RENAME VALUE 'low' TO 'none';
SELECT level, count(*) FROM users GROUP BY level;
