SELECT p.tableoid, p.oid, i.type || ' ' || i.identity AS key,
       format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', p.polname, p.polrelid::regclass,
         CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
         CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
         (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ') FROM unnest(p.polroles) r),
         CASE WHEN p.polqual IS NULL THEN ''
              ELSE format(' USING (%s)', pg_get_expr(p.polqual, p.polrelid)) END,
         CASE WHEN p.polwithcheck IS NULL THEN ''
              ELSE format(' WITH CHECK (%s)', pg_get_expr(p.polwithcheck, p.polrelid)) END) AS ddl,
       NULL AS finish, NULL AS address, 0::oid AS owner, NULL AS relation
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     pg_identify_object(p.tableoid, p.oid, 0) i
WHERE ${ours} AND ${free c}
