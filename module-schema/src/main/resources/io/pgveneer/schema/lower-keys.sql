SELECT i.indrelid, i.indexrelid, i.indisprimary, a.attname
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, place)
JOIN pg_attribute a ON a.attnum = k.attnum
WHERE ${ours} AND a.attrelid = i.indrelid AND k.place <= i.indnkeyatts
  AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
  AND NOT EXISTS (SELECT FROM unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) u(attnum)
                  JOIN pg_attribute b ON b.attrelid = i.indrelid AND b.attnum = u.attnum WHERE NOT b.attnotnull)
ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid, k.place
