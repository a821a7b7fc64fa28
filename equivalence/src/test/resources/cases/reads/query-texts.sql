-- Functions of the system that run a query which they are given, or read tables that they are told.
CREATE SCHEMA shop;
CREATE TABLE shop.items (id int PRIMARY KEY, name text, price numeric);
INSERT INTO shop.items VALUES (1, 'cat food', 2.5), (2, 'dog food', 3), (3, 'cat bed', 20);
CREATE TABLE docs (id int PRIMARY KEY, body text);
INSERT INTO docs VALUES (1, 'the cat sat'), (2, 'a cat and a dog');
CREATE TABLE aliases (t tsquery PRIMARY KEY, s tsquery);
INSERT INTO aliases VALUES ('supernova', 'supernova | sn');
CREATE FUNCTION counted(t text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %s', t), false, true, '')))[1];
END $$;
CREATE FUNCTION words() RETURNS bigint LANGUAGE sql AS $$
  SELECT count(*) FROM ts_stat('SELECT to_tsvector(''simple'', body) FROM docs')
$$;
--! test
SELECT query_to_xml('SELECT * FROM shop.items ORDER BY id', true, false, '');
UPDATE shop.items SET price = 21 WHERE id = 3;
SELECT table_to_xml('shop.items', false, true, 'urn:x');
SELECT regexp_replace(pg_catalog.query_to_xml_and_xmlschema('SELECT name FROM shop.items WHERE price > 20', nulls => true, tableforest => false, targetns => '')::text, 'UDT\.\w+', '', 'g');
SELECT schema_to_xml('shop', true, false, '');
SELECT (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::int AS n, tablename
FROM pg_tables WHERE schemaname IN ('shop', 'public') ORDER BY tablename;
SELECT * FROM ts_stat('SELECT to_tsvector(''simple'', body) FROM docs') ORDER BY ndoc DESC, word;
CREATE TABLE words AS SELECT word FROM TS_Stat('SELECT to_tsvector(''simple'', body) FROM docs', 'abcd');
SELECT * FROM words ORDER BY word;
SELECT ts_rewrite('supernova & crab', 'SELECT t, s FROM aliases');
SELECT ts_rewrite('a & b'::tsquery, 'a'::tsquery, 'c'::tsquery);
SELECT ts_rewrite('supernova'::tsquery, NULL::text);
SELECT counted('docs'), counted('shop.items'), words();
SELECT query_to_xml('SELECT nothing FROM shop.items', true, false, '');
