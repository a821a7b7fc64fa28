DROP VIEW order_totals;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN status TYPE text USING upper(status::text);
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'NEW';
DROP TYPE order_status;
ALTER TABLE orders ADD CONSTRAINT known_status CHECK (status IN ('NEW', 'PAID', 'SHIPPED', 'CANCELLED'));
