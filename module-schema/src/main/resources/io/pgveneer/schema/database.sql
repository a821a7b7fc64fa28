-- Of two databases in one cluster the OIDs differ, of two clusters the system identifiers.
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
       EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
               WHERE 'money'::regtype IN (t.oid, t.typelem, t.typbasetype) AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_database d WHERE d.datname = current_database()
