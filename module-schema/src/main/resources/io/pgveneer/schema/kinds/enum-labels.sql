-- A label that production adds later must be known here before a row brings it.
SELECT l.tableoid, l.oid, format('label %L of type %s', l.enumlabel, i.identity) AS key,
       format('ALTER TYPE %I.%I ADD VALUE IF NOT EXISTS %L%s', n.nspname, t.typname, l.enumlabel,
              coalesce(' AFTER ' || quote_literal(lag(l.enumlabel) OVER labels),
                ' BEFORE ' || quote_literal(lead(l.enumlabel) OVER labels))) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_enum l JOIN pg_type t ON t.oid = l.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace,
     pg_identify_object(t.tableoid, t.oid, 0) i
WHERE ${ours} AND ${free t}
WINDOW labels AS (PARTITION BY l.enumtypid ORDER BY l.enumsortorder)
