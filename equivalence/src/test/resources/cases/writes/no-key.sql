-- A table without a key.
--! fixture shop
--! test
SELECT count(*) FROM audit_log;
INSERT INTO audit_log VALUES ('2026-01-01 00:00:00+00', 'me', 'inserted');
SELECT * FROM audit_log;
UPDATE audit_log SET who = 'changed' WHERE who = 'user 0';
SELECT who, count(*) FROM audit_log GROUP BY who ORDER BY who;
BEGIN;
DELETE FROM audit_log WHERE who = 'changed';
SELECT count(*) FROM audit_log;
ROLLBACK;
SELECT count(*) FROM audit_log;
DELETE FROM audit_log;
SELECT count(*) FROM audit_log;
