SELECT d.tableoid, d.oid, i.type || ' ' || i.identity AS key,
       format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, d.dictname, tn.nspname, t.tmplname,
              coalesce(', ' || d.dictinitoption, '')) AS ddl,
       NULL AS finish,
       format('TEXT SEARCH DICTIONARY %I.%I', n.nspname, d.dictname) AS address, d.dictowner AS owner, NULL AS relation
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace,
     pg_identify_object(d.tableoid, d.oid, 0) i
WHERE ${ours} AND ${free d}
UNION ALL
SELECT c.tableoid, c.oid, i.type || ' ' || i.identity,
       format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, pn.nspname, p.prsname)
       || coalesce((SELECT string_agg(format('; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                             n.nspname, c.cfgname, y.alias, m.dictionaries), '')
                    FROM (SELECT maptokentype, string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno) AS dictionaries
                          FROM pg_ts_config_map WHERE mapcfg = c.oid GROUP BY maptokentype) m
                    JOIN ts_token_type(c.cfgparser) y ON y.tokid = m.maptokentype), ''),
       NULL, format('TEXT SEARCH CONFIGURATION %I.%I', n.nspname, c.cfgname), c.cfgowner, NULL
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace,
     pg_identify_object(c.tableoid, c.oid, 0) i
WHERE ${ours} AND ${free c}
