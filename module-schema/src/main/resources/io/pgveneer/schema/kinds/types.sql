SELECT t.tableoid, t.oid, 'type ' || i.identity AS key,
       CASE t.typtype
         WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
           (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
            FROM pg_enum e WHERE e.enumtypid = t.oid))
         WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
           (SELECT string_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                     CASE WHEN a.attcollation <> y.typcollation
                          THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END), ', ' ORDER BY a.attnum)
            FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
         WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s%s%s%s', n.nspname, t.typname,
           format_type(t.typbasetype, t.typtypmod),
           CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END,
           coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), ''),
           CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END)
           || coalesce((SELECT string_agg(format('; ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s',
                                n.nspname, t.typname, k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                        FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
         WHEN 'r' THEN format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s, SUBTYPE_OPCLASS = %s%s%s%s, MULTIRANGE_TYPE_NAME = %s)',
           n.nspname, t.typname, format_type(r.rngsubtype, NULL),
           (SELECT format('%I.%I', o.nspname, c.opcname) FROM pg_opclass c JOIN pg_namespace o ON o.oid = c.opcnamespace
            WHERE c.oid = r.rngsubopc),
           CASE WHEN r.rngcollation <> 0 THEN ', COLLATION = ' || r.rngcollation::regcollation ELSE '' END,
           CASE WHEN r.rngcanonical <> 0 THEN ', CANONICAL = ' || r.rngcanonical::regproc ELSE '' END,
           CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::regproc ELSE '' END,
           format_type(r.rngmultitypid, NULL))
         -- it needs its functions, and they its name, which that for input brings along
         WHEN 'b' THEN f.definitions || format('CREATE TYPE %I.%I (%s)', n.nspname, t.typname, concat_ws(', ',
                'INPUT = ' || t.typinput, 'OUTPUT = ' || t.typoutput,
                'RECEIVE = ' || nullif(t.typreceive::oid, 0)::regproc, 'SEND = ' || nullif(t.typsend::oid, 0)::regproc,
                'TYPMOD_IN = ' || nullif(t.typmodin::oid, 0)::regproc, 'TYPMOD_OUT = ' || nullif(t.typmodout::oid, 0)::regproc,
                'ANALYZE = ' || nullif(t.typanalyze::oid, 0)::regproc, 'SUBSCRIPT = ' || nullif(t.typsubscript::oid, 0)::regproc,
                'INTERNALLENGTH = ' || CASE WHEN t.typlen < 0 THEN 'VARIABLE' ELSE t.typlen::text END,
                CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END,
                'ALIGNMENT = ' || CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END,
                'STORAGE = ' || CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END,
                'CATEGORY = ' || quote_literal(t.typcategory::text), 'PREFERRED = ' || t.typispreferred,
                'DEFAULT = ' || quote_literal(t.typdefault), 'DELIMITER = ' || quote_literal(t.typdelim::text),
                'ELEMENT = ' || format_type(nullif(t.typelem, 0), NULL), 'COLLATABLE = ' || (t.typcollation <> 0)))
         ELSE format('CREATE TYPE %I.%I', n.nspname, t.typname)
       END AS ddl,
       NULL AS finish,
       format(CASE t.typtype WHEN 'd' THEN 'DOMAIN %I.%I' ELSE 'TYPE %I.%I' END, n.nspname, t.typname) AS address,
       t.typowner AS owner, NULL AS relation
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN LATERAL (
  SELECT string_agg(pg_get_functiondef(p.oid) || '; ', '' ORDER BY p.oid <> t.typinput) AS definitions FROM pg_proc p
  WHERE t.typtype = 'b' AND p.oid >= 16384
    AND p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript)) f ON true,
     pg_identify_object(t.tableoid, t.oid, 0) i
WHERE ${ours} AND ${free t} AND (t.typtype IN ('b', 'c', 'd', 'e', 'r') OR NOT t.typisdefined)
  AND (t.typrelid = 0 OR c.relkind = 'c')
  AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
