-- Changes with everything that set-up reads of the schema, and seldom else. Cheap: sums of hashes, no text is moved.
SELECT concat_ws(' ',
  (SELECT sum(hashtextextended(concat_ws('/', c.oid, c.relname, c.relnamespace, c.relkind, c.relrowsecurity, c.relispopulated, c.relowner), 0))
   FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'),
  (SELECT sum(hashtextextended(concat_ws('/', a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attisdropped, a.attidentity, a.attgenerated), 0))
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE a.attnum > 0 AND c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'),
  (SELECT sum(hashtextextended(concat_ws('/', k.oid, k.conname, k.convalidated), 0)) FROM pg_constraint k WHERE k.oid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', i.indexrelid, i.indisvalid, i.indisprimary), 0)) FROM pg_index i WHERE i.indexrelid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', t.oid, t.typname), 0)) FROM pg_type t
   WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r') AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relpersistence = 't')),
  (SELECT sum(hashtextextended(concat_ws('/', e.enumtypid, e.enumlabel), 0)) FROM pg_enum e),
  (SELECT sum(hashtextextended(concat_ws('/', p.oid, p.xmin), 0)) FROM pg_proc p WHERE p.oid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', w.oid, w.xmin), 0)) FROM pg_rewrite w WHERE w.oid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', g.oid, g.xmin), 0)) FROM pg_trigger g WHERE g.oid >= 16384 AND NOT g.tgisinternal),
  (SELECT sum(hashtextextended(concat_ws('/', d.oid, d.xmin), 0)) FROM pg_attrdef d WHERE d.oid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', h.inhrelid, h.inhparent), 0)) FROM pg_inherits h WHERE h.inhrelid >= 16384),
  (SELECT sum(hashtextextended(concat_ws('/', n.oid, n.nspname), 0)) FROM pg_namespace n WHERE n.oid >= 16384 AND n.nspname !~ '^pg_'))
