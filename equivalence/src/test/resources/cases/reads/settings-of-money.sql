-- Types that hold money, whose texts are read as lc_monetary says.
CREATE DOMAIN price AS money CHECK (VALUE > '-1'::money);
CREATE TYPE offer AS (name text, prices price[]);
CREATE TYPE pricerange AS RANGE (subtype = money);
CREATE TABLE offers (id int PRIMARY KEY, offer offer, around pricemultirange);
INSERT INTO offers VALUES (1, ('one', '{1234.5,2}'), '{[1,2]}'), (2, NULL, NULL);
--! test
--! refused 0A000 input-settings
SET lc_monetary = 'C';
SELECT * FROM offers ORDER BY id;
UPDATE offers SET offer.name = 'two' WHERE id = 1;
SELECT * FROM offers ORDER BY id;
ALTER TABLE offers DROP COLUMN offer;
ALTER TABLE offers DROP COLUMN around;
SET lc_monetary = 'C';
SELECT * FROM offers ORDER BY id;
