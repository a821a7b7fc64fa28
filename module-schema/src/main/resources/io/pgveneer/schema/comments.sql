SELECT d.classoid, d.objoid, i.type, i.identity, quote_literal(d.description)
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE d.objoid >= 16384 AND i.identity IS NOT NULL
