-- What ALTER DATABASE … SET gave every session. Lists are kept quoted as they are.
SELECT d.tableoid, d.oid, 'settings of the database' AS key,
       (SELECT format('DO %L', 'BEGIN ' || string_agg(format('EXECUTE format(%L, current_database());',
                 format('ALTER DATABASE %%I SET %I TO %s', split_part(c, '=', 1),
                   replace(CASE WHEN split_part(c, '=', 1) IN ('search_path', 'temp_tablespaces', 'local_preload_libraries',
                                       'session_preload_libraries') THEN coalesce(nullif(substr(c, strpos(c, '=') + 1), ''), '''''')
                           ELSE quote_literal(substr(c, strpos(c, '=') + 1)) END, '%', '%%'))), ' ') || ' END')
        FROM unnest(s.setconfig) c) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
WHERE d.datname = current_database() AND s.setrole = 0
