-- ctid, xmin and tableoid.
--! fixture shop
--! test
SELECT tableoid::regclass, id FROM users WHERE id < 3 ORDER BY id;
UPDATE users SET name = 'x' WHERE id = 2;
SELECT tableoid::regclass, id FROM users WHERE id < 3 ORDER BY id;
SELECT count(DISTINCT tableoid) FROM users;
SELECT u.tableoid = 'users'::regclass FROM users u WHERE id < 4;
SELECT count(*) FROM users WHERE ctid IS NOT NULL;
SELECT count(*) FROM users a JOIN users b ON a.ctid = b.ctid;
SELECT count(DISTINCT ctid) FROM users;
DELETE FROM audit_log a USING audit_log b WHERE a.what = b.what AND a.ctid < b.ctid;
SELECT count(*) FROM audit_log;
SELECT count(*) FROM users WHERE xmin IS NULL;
SELECT 'users'::regclass, 'stock.levels'::regclass;
