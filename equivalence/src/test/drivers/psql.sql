\set ECHO queries
\d
\d users
\d+ users
\d+ orders
\d+ order_totals
\d "Mixed Case"
\d users_id_seq
\d users_email_key
\dT+ order_status
\dn
\dv
\di
\ds
\df
\dp users
\dp nothing
\du alice
\sv active_users
\d nothing
PREPARE by_key (int) AS SELECT id, name, email FROM users WHERE id = $1;
PREPARE everything AS SELECT * FROM users WHERE id < 3 ORDER BY id;
EXECUTE by_key (3);
EXECUTE everything;
UPDATE users SET name = 'changed' WHERE id IN (1, 3) RETURNING id, name;
INSERT INTO users (name, email) VALUES ('added', 'added@example.com') RETURNING *;
DELETE FROM reviews WHERE user_id = 2;
EXECUTE by_key (3);
EXECUTE everything;
ALTER TABLE users ADD COLUMN phone varchar(20) DEFAULT 'none' NOT NULL;
EXECUTE by_key (3);
EXECUTE everything;
DEALLOCATE everything;
\d+ users
CREATE TABLE devices (id serial PRIMARY KEY, owner int REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX devices_owner ON devices (owner) WHERE owner > 1;
COMMENT ON TABLE devices IS 'what they have';
\d devices
\d users
\dd devices
\dt
-- what psql does with results
SELECT format('SELECT %L AS table, count(*) FROM %I', t, t) FROM unnest('{users,orders,reviews}'::text[]) t \gexec
SELECT id, name FROM users WHERE id = 3 \gset found_
\echo :found_id :found_name
SELECT status, placed, total FROM orders WHERE id < 4 ORDER BY id \crosstabview
SELECT id, name AS n, price, tags, details FROM products WHERE id = $1 \gdesc
SELECT id, name, price FROM products WHERE id < 4 ORDER BY id \gx
SELECT 1 \; SELECT name FROM users WHERE id = 4 \; SELECT 2;
SELECT name FROM users WHERE nme = 1;
\errverbose
INSERT INTO users (name, email) VALUES ('x', 'user9@example.com');
\errverbose
\set VERBOSITY verbose
DELETE FROM users WHERE id = 8;
INSERT INTO orders (user_id) VALUES (999);
UPDATE products SET price = -1 WHERE id = 7;
\set VERBOSITY sqlstate
UPDATE products SET name = NULL WHERE id = 7;
\set VERBOSITY default
\set SHOW_CONTEXT always
DO $$ BEGIN RAISE NOTICE 'heard %', (SELECT count(*) FROM users); PERFORM 1 / 0; END $$;
SELECT id,
       nothing
FROM users;
SELECT 'ä', nothing FROM "Mixed Case";
-- transactions, by hand and by psql
BEGIN;
UPDATE users SET name = 'in it' WHERE id = 11;
SAVEPOINT here;
SELECT 1 / 0;
SELECT 1;
ROLLBACK TO here;
SELECT name FROM users WHERE id = 11;
ROLLBACK;
SELECT name FROM users WHERE id = 11;
\set ON_ERROR_ROLLBACK on
BEGIN;
UPDATE users SET name = 'kept' WHERE id = 11;
SELECT 1 / 0;
COMMIT;
\set ON_ERROR_ROLLBACK off
SELECT name FROM users WHERE id = 11;
\set AUTOCOMMIT off
UPDATE users SET name = 'lost' WHERE id = 11;
ROLLBACK;
\set AUTOCOMMIT on
-- cursors of psql and of one's own
\set FETCH_COUNT 5
SELECT id, name FROM users ORDER BY id LIMIT 12;
\unset FETCH_COUNT
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM orders ORDER BY id;
FETCH 3 FROM c;
MOVE 4 IN c;
FETCH BACKWARD 2 FROM c;
COMMIT;
-- COPY, by file and by the input
\cd :work
\copy users to 'users.txt'
\copy (SELECT id, name, price FROM products ORDER BY id) to 'products.csv' with (format csv, header)
\copy users (id, name) from program 'printf "500,copied\n501,too\n"' with (format csv)
\copy users (id, name) from program 'printf "502,new\n3,there\n"' with (format csv)
\copy users (id, name) from stdin with (format csv)
510,by input
511,by input too
\.
COPY users (id, name) FROM STDIN;
x	wrong
\.
\copy nothing from 'users.txt'
\copy users from 'no such file'
SELECT id, name, phone FROM users WHERE id > 499 ORDER BY id;
COPY (SELECT id, name FROM users WHERE id < 4 ORDER BY id) TO STDOUT;
-- \watch ends with the first error
CREATE SEQUENCE counted;
SELECT 6 / (3 - nextval('counted')) AS left, (SELECT count(*) FROM reviews) AS reviews \g (format=unaligned tuples_only=on)
\t on
SELECT 6 / (4 - nextval('counted')), name FROM users WHERE id = 1 \watch 0.01
\t off
LISTEN changes;
NOTIFY changes, 'heard';
\encoding
