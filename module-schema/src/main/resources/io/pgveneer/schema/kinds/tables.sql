-- A partition is made as a table of its own, with its own keys, and attached in the end: so its columns may stand in
-- another order, and its indexes keep their names.
-- So is a child of a table that got columns after it: INHERITS would put its parents' columns first.
-- A foreign table of production's becomes a plain one, which holds what differs.
WITH places AS (
  SELECT a.attrelid, a.attname, a.attislocal, row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS place,
         row_number() OVER (PARTITION BY a.attrelid ORDER BY p.seqno, p.attnum, a.attnum) AS natural_place
  FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid AND NOT r.relispartition
  LEFT JOIN LATERAL (
    SELECT h.inhseqno AS seqno, b.attnum FROM pg_inherits h
    JOIN pg_attribute b ON b.attrelid = h.inhparent AND b.attname = a.attname AND b.attnum > 0
    WHERE h.inhrelid = a.attrelid ORDER BY 1 LIMIT 1) p ON a.attinhcount > 0
  WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT inhrelid FROM pg_inherits)),
out_of_order AS (
  -- What has come from a parent goes when the parent's goes. Only a superuser can say so of a column that was there before.
  SELECT attrelid, format($do$; DO $pgveneer$BEGIN
      IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        UPDATE pg_attribute SET attislocal = false WHERE attrelid = %L::regclass AND attname = ANY (%L);
      END IF; END$pgveneer$$do$, attrelid::regclass, array_agg(attname) FILTER (WHERE NOT attislocal)) AS marks
  FROM places GROUP BY attrelid HAVING bool_or(place <> natural_place)),
local_columns AS (
  SELECT a.attrelid, string_agg(
           format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
           || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END
           || CASE WHEN a.attidentity <> '' AND NOT r.relispartition THEN
                (SELECT format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s ',
                          CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.seqrelid::regclass)
                        || ${sequence options} || ')'
                 FROM pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid
                 WHERE p.refclassid = 'pg_class'::regclass AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum
                   AND p.classid = 'pg_class'::regclass AND p.deptype = 'i')
              WHEN a.attgenerated <> '' THEN
                format(' GENERATED ALWAYS AS (%s) %s', pg_get_expr(d.adbin, d.adrelid),
                       CASE a.attgenerated WHEN 'v' THEN '${virtual}' ELSE 'STORED' END)
              ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END
           || CASE WHEN a.attnotnull THEN ${not null} ELSE '' END,
           ', ' ORDER BY a.attnum) AS list
  FROM pg_attribute a
  JOIN pg_class r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p', 'f')
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  ${join not null}
  WHERE a.attnum > 0 AND NOT a.attisdropped AND r.oid >= 16384
    AND (a.attislocal OR r.relispartition OR r.oid IN (SELECT attrelid FROM out_of_order))
  GROUP BY a.attrelid),
column_details AS (
  SELECT a.attrelid, string_agg(concat(
           CASE WHEN a.attstorage <> t.typstorage THEN format('; ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE %s',
             a.attrelid::regclass, a.attname,
             CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) END,
           CASE WHEN a.attcompression IN ('p', 'l') THEN format('; ALTER TABLE ONLY %s ALTER COLUMN %I SET COMPRESSION %s',
             a.attrelid::regclass, a.attname, CASE a.attcompression WHEN 'p' THEN 'pglz' ELSE 'lz4' END) END,
           CASE WHEN a.attstattarget >= 0 THEN format('; ALTER TABLE ONLY %s ALTER COLUMN %I SET STATISTICS %s',
             a.attrelid::regclass, a.attname, a.attstattarget) END,
           CASE WHEN a.attoptions IS NOT NULL THEN format('; ALTER TABLE ONLY %s ALTER COLUMN %I SET (%s)',
             a.attrelid::regclass, a.attname, array_to_string(a.attoptions, ', ')) END,
           CASE WHEN NOT a.attislocal AND NOT r.relispartition AND d.adbin IS NOT NULL AND a.attgenerated = ''
             THEN format('; ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s',
               a.attrelid::regclass, a.attname, pg_get_expr(d.adbin, d.adrelid)) END,
           CASE WHEN NOT a.attislocal AND NOT r.relispartition AND a.attnotnull
                  AND NOT EXISTS (SELECT FROM pg_inherits h JOIN pg_attribute p ON p.attrelid = h.inhparent
                                  WHERE h.inhrelid = a.attrelid AND p.attname = a.attname AND p.attnotnull)
             THEN format('; ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', a.attrelid::regclass, a.attname) END
         ), '' ORDER BY a.attnum) AS statements
  FROM pg_attribute a
  JOIN pg_class r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p', 'f')
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND r.oid >= 16384
  GROUP BY a.attrelid),
parents AS (
  SELECT h.inhrelid, string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) AS list,
         string_agg(format('; ALTER TABLE %s INHERIT %s', h.inhrelid::regclass, h.inhparent::regclass), ''
                    ORDER BY h.inhseqno) AS later
  FROM pg_inherits h GROUP BY h.inhrelid)
SELECT c.tableoid, c.oid, 'table ' || i.identity AS key,
       format('CREATE TABLE %I.%I (%s)%s%s%s', n.nspname, c.relname,
         -- What its parent demands of its rows, a partition must say itself before it can be attached.
         concat_ws(', ', l.list, ${inherited not null},
           (SELECT string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), ', ')
            FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND NOT k.conislocal AND k.convalidated
              AND c.relispartition)),
         CASE WHEN h.list IS NOT NULL AND NOT c.relispartition AND o.attrelid IS NULL
              THEN format(' INHERITS (%s)', h.list) ELSE '' END,
         CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
         CASE WHEN c.reloptions IS NOT NULL AND c.relkind = 'r'
              THEN format(' WITH (%s)', array_to_string(c.reloptions, ', ')) ELSE '' END)
       -- one that it says as it is made would be taken for proven
       || coalesce((SELECT string_agg(format('; ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
                       pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                     FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND NOT k.conislocal AND NOT k.convalidated
                       AND c.relispartition), '')
       || coalesce(x.statements, '') || CASE WHEN o.attrelid IS NOT NULL THEN concat(h.later, o.marks) ELSE '' END
       || CASE WHEN c.reloftype <> 0
               THEN format('; ALTER TABLE %I.%I OF %s', n.nspname, c.relname, format_type(c.reloftype, NULL)) ELSE '' END
       || CASE WHEN c.relrowsecurity
               THEN format('; ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', n.nspname, c.relname) ELSE '' END
       || CASE WHEN c.relforcerowsecurity
               THEN format('; ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', n.nspname, c.relname) ELSE '' END
       || CASE CASE WHEN c.relkind <> 'f' THEN c.relreplident END WHEN 'f' THEN format('; ALTER TABLE ONLY %I.%I REPLICA IDENTITY FULL', n.nspname, c.relname)
                              WHEN 'n' THEN format('; ALTER TABLE ONLY %I.%I REPLICA IDENTITY NOTHING', n.nspname, c.relname)
                              ELSE '' END AS ddl,
       CASE WHEN c.relispartition
            THEN format('ALTER TABLE ONLY %s ATTACH PARTITION %I.%I %s', h.list, n.nspname, c.relname,
                        pg_get_expr(c.relpartbound, c.oid)) END AS finish,
       format('TABLE %I.%I', n.nspname, c.relname) AS address, c.relowner AS owner,
       format('%I.%I', n.nspname, c.relname) AS relation
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN local_columns l ON l.attrelid = c.oid
LEFT JOIN column_details x ON x.attrelid = c.oid
LEFT JOIN parents h ON h.inhrelid = c.oid
LEFT JOIN out_of_order o ON o.attrelid = c.oid,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free c} AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
