-- The catalogue as clients read it.
--! fixture shop
--! test
SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2;
SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = 'users' ORDER BY ordinal_position;
SELECT relname, relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = 'public' ORDER BY 1;
SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2;
SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1;
SELECT schema_name FROM information_schema.schemata WHERE schema_name !~ '^pg_' ORDER BY 1;
SELECT extname FROM pg_extension ORDER BY 1;
SELECT srvname FROM pg_foreign_server;
SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1;
SELECT evtname FROM pg_event_trigger;
SELECT conname, contype FROM pg_constraint WHERE conrelid = 'order_lines'::regclass ORDER BY 1;
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'reviews' ORDER BY 1;
SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1;
SELECT sequencename, last_value FROM pg_sequences ORDER BY 1;
SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1;
SELECT has_table_privilege('users', 'INSERT'), has_table_privilege('alice', 'users', 'SELECT');
SELECT pg_get_serial_sequence('users', 'id');
SELECT to_regclass('users'), to_regclass('nosuch');
SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','p','v','m','S','f','') AND n.nspname <> 'pg_catalog' AND n.nspname !~ '^pg_toast' AND n.nspname <> 'information_schema' AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 1, 2;
WITH d AS (SELECT p.oid AS function, p.proname, d.description FROM pg_proc p LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = p.tableoid) SELECT * FROM d WHERE proname = 'lower' ORDER BY description;
