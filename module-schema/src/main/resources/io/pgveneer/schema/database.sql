-- Of two databases in one cluster the OIDs differ, of two clusters the system identifiers.
WITH RECURSIVE part(whole, oid) AS (
  SELECT oid, typelem FROM pg_type UNION ALL SELECT oid, typbasetype FROM pg_type
  UNION ALL SELECT rngtypid, rngsubtype FROM pg_range UNION ALL SELECT rngmultitypid, rngtypid FROM pg_range
  UNION ALL SELECT c.reltype, a.atttypid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE NOT a.attisdropped AND (a.atttypid >= 16384 OR a.atttypid IN ('money'::regtype, 'money[]'::regtype))),
holding_money(oid) AS (
  SELECT 'money'::regtype::oid UNION SELECT part.whole FROM holding_money h JOIN part USING (oid))
SELECT current_setting('server_version'),
       (SELECT system_identifier FROM pg_control_system()) || '/' || d.oid,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
       pg_is_in_recovery() OR (SELECT reset_val = 'on' FROM pg_settings WHERE name = 'default_transaction_read_only'),
       EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgres_fdw'),
       pg_encoding_to_char(d.encoding),
       concat_ws(' ', CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                 ${database locale}, d.datcollate, d.datctype),
       d.datcollversion,
       to_regclass('pgveneer.setting') IS NOT NULL OR to_regclass('pgveneer.provisioned') IS NOT NULL,
       (-1234567.89)::money::text,
       EXISTS (SELECT FROM pg_attribute WHERE atttypid IN (SELECT oid FROM holding_money) AND attnum > 0 AND NOT attisdropped)
FROM pg_database d WHERE d.datname = current_database()
