-- Dropped then created again under the same name is a new, empty table.
--! fixture shop
--! test
DROP TABLE reviews;
CREATE TABLE reviews (id uuid PRIMARY KEY, product_id int NOT NULL REFERENCES products);
SELECT count(*) FROM reviews;
INSERT INTO reviews VALUES ('00000000-0000-0000-0000-000000000001', 1);
SELECT * FROM reviews;
BEGIN;
DROP TABLE stock.levels;
CREATE TABLE stock.levels (product_id int);
SELECT count(*) FROM stock.levels;
ROLLBACK;
SELECT count(*) FROM stock.levels;
BEGIN;
DROP TABLE audit_log;
CREATE TABLE audit_log (x int);
INSERT INTO audit_log VALUES (1);
COMMIT;
SELECT * FROM audit_log;
DROP TABLE IF EXISTS audit_log;
SELECT * FROM audit_log;
CREATE VIEW audit_log AS SELECT 1 AS one;
SELECT * FROM audit_log;
