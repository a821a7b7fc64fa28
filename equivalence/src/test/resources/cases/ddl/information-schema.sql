-- What the catalogue and information_schema tell shows nothing of the overlay: no trigger, server or wrapper of its own, no
-- body as it was adapted.
--! fixture shop
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE products SET price = price WHERE id = NEW.product_id; RETURN NEW; END $$;
CREATE TRIGGER touched AFTER INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION spent(uid int) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = uid';
CREATE PROCEDURE rename_user(uid int) LANGUAGE plpgsql AS $$ BEGIN UPDATE users SET name = 'x' WHERE id = uid; END $$;
ALTER TABLE users ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE orders CLUSTER ON orders_pkey;
ALTER TABLE users REPLICA IDENTITY FULL;
ALTER TABLE products REPLICA IDENTITY USING INDEX products_sku_key;
--! test
CREATE TRIGGER again AFTER INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION ordered() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM orders); END $$;
SELECT routine_name, routine_body, external_language, routine_definition FROM information_schema.routines
WHERE routine_schema = 'public' ORDER BY 1;
SELECT trigger_name, event_manipulation, action_order FROM information_schema.triggers ORDER BY 1, 2;
SELECT foreign_server_name FROM information_schema.foreign_servers;
SELECT foreign_data_wrapper_name FROM information_schema.foreign_data_wrappers;
SELECT option_name, option_value FROM information_schema.foreign_server_options;
SELECT foreign_server_name FROM information_schema.user_mappings;
SELECT object_name FROM information_schema.usage_privileges WHERE object_type LIKE 'FOREIGN%';
SELECT tablename, hastriggers FROM pg_tables WHERE schemaname IN ('public', 'stock') ORDER BY 1;
SELECT relname, relhastriggers, relreplident FROM pg_class WHERE relname IN ('audit_log', 'users', 'products', 'reviews') ORDER BY 1;
SELECT castsource::regtype FROM pg_cast WHERE casttarget = 'pg_node_tree'::regtype;
SELECT count(*) FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND refobjid NOT IN (SELECT oid FROM pg_extension);
SELECT indexrelid::regclass FROM pg_index WHERE indisclustered OR indisreplident ORDER BY 1;
SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND attstattarget > 0;
