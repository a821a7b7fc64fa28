SELECT oid::regclass || ' ' || relowner::regrole || coalesce(relacl::text, '-') FROM pg_class
WHERE relname IN ('kept', 'v', 'kept_id_seq')
UNION ALL SELECT attname || attacl::text FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384
UNION ALL SELECT proname || proowner::regrole || proacl::text FROM pg_proc WHERE proname = 'f'
UNION ALL SELECT defaclacl::text FROM pg_default_acl
UNION ALL SELECT setconfig::text FROM pg_db_role_setting WHERE setdatabase > 0
ORDER BY 1
