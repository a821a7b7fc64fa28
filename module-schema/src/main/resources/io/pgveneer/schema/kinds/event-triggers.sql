SELECT e.tableoid, e.oid, 'event trigger ' || e.evtname AS key,
       NULL AS ddl, NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_event_trigger e WHERE ${free e}
