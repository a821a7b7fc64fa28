-- The first write to a table without a key is rolled back.
--! fixture shop
--! test
BEGIN;
UPDATE audit_log SET who = 'changed';
SELECT DISTINCT who FROM audit_log;
ROLLBACK;
SELECT who, count(*) FROM audit_log GROUP BY who ORDER BY who;
--! session b
SELECT count(*) FROM audit_log;
DELETE FROM audit_log WHERE what = 'twice';
--! session a
SELECT count(*) FROM audit_log;
