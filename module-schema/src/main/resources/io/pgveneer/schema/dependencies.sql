-- What must exist before what. A sequence belongs to the column that owns it only once both are there.
SELECT d.classid, d.objid, d.refclassid, d.refobjid
FROM pg_depend d
WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
  AND NOT (d.deptype = 'a' AND d.classid = 'pg_class'::regclass
           AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid))
