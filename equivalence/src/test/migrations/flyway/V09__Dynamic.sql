DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['users', 'products', 'orders'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN version int NOT NULL DEFAULT 1', t);
  END LOOP;
END $$;
