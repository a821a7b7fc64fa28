-- ALTER COLUMN … TYPE by a plain cast.
--! fixture shop
CREATE TABLE t (id int PRIMARY KEY, n int, s text, d date, at timestamp, v varchar(10), m numeric(8,2), e order_status, j json, u text);
INSERT INTO t VALUES (1, 1, '1', '2025-01-01', '2025-01-01 10:00', 'short', 1.25, 'new', '{"a": 1}', '11111111-1111-1111-1111-111111111111'),
  (2, 70000, 'x', '2025-06-01', '2025-06-01 10:00', 'longer one', 99999.99, 'paid', '[]', 'a1111111-1111-1111-1111-111111111111'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
--! test
SET TimeZone = 'Europe/Berlin';
ALTER TABLE t ALTER n TYPE smallint;
ALTER TABLE t ALTER n TYPE bigint;
ALTER TABLE t ALTER n TYPE numeric(10,1);
SELECT id, n FROM t ORDER BY id;
ALTER TABLE t ALTER s TYPE int;
ALTER TABLE t ALTER s TYPE int USING s::int;
ALTER TABLE t ALTER s TYPE int USING NULLIF(s, 'x')::int;
SELECT id, s FROM t ORDER BY id;
ALTER TABLE t ALTER d TYPE timestamptz;
SET TimeZone = 'UTC';
SELECT id, d FROM t ORDER BY id;
ALTER TABLE t ALTER at TYPE timestamptz;
SELECT id, at FROM t ORDER BY id;
ALTER TABLE t ALTER v TYPE varchar(5);
ALTER TABLE t ALTER v TYPE varchar(20), ALTER m TYPE numeric(8,1), ALTER e TYPE text;
SELECT id, v, m, e FROM t ORDER BY id;
ALTER TABLE t ALTER m TYPE numeric(5,1);
ALTER TABLE t ALTER j TYPE jsonb, ALTER u TYPE uuid USING u::uuid;
SELECT id, j -> 'a', u FROM t ORDER BY id;
UPDATE t SET e = 'free text' WHERE id = 2 RETURNING e;
ALTER TABLE t ALTER e TYPE order_status USING e::order_status;
ALTER TABLE t ALTER id TYPE text;
SELECT id, n FROM t WHERE id = '2';
UPDATE t SET n = 4 WHERE id = '1' RETURNING id, n;
