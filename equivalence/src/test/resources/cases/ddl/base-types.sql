-- Types with functions of their own, and types that are only declared.
CREATE TYPE cents;
CREATE FUNCTION cents_in(cstring) RETURNS cents LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION cents_out(cents) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE cents (INPUT = cents_in, OUTPUT = cents_out, LIKE = int4, CATEGORY = 'N', DEFAULT = '7');
CREATE TYPE label;
CREATE FUNCTION label_in(cstring) RETURNS label LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION label_out(label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE label (INPUT = label_in, OUTPUT = label_out, STORAGE = extended, COLLATABLE = true);
CREATE TYPE later;
CREATE FUNCTION euros(cents) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text || ' ct' $$;
CREATE CAST (cents AS int4) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE TABLE prices (id int PRIMARY KEY, price cents NOT NULL, tag label, more cents[]);
INSERT INTO prices VALUES (1, '100', 'one', '{1,2}'), (2, DEFAULT, NULL, NULL);
--! test
SELECT * FROM prices ORDER BY id;
INSERT INTO prices (id, price) VALUES (3, '5');
UPDATE prices SET tag = 'two' WHERE id = 2;
SELECT id, euros(price), price::int + 1, tag, more[2] FROM prices ORDER BY id;
SELECT typname, typtype, typisdefined, typlen, typbyval, typalign, typstorage, typcategory, typdefault, typcollation <> 0
FROM pg_type WHERE typname IN ('cents', 'label', 'later', '_cents') ORDER BY 1;
CREATE TYPE later AS ENUM ('now');
DROP TYPE label;
