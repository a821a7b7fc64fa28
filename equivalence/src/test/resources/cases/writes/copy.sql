-- COPY both ways.
--! fixture shop
--! test
COPY categories TO STDOUT;
UPDATE categories SET name = E'tab\there' WHERE id = 4;
DELETE FROM categories WHERE id = 6 AND NOT EXISTS (SELECT FROM products WHERE category_id = 6);
COPY categories TO STDOUT;
COPY categories (name, id) TO STDOUT WITH (FORMAT csv, HEADER);
COPY (SELECT id, name FROM categories ORDER BY id DESC) TO STDOUT (FORMAT csv);
COPY (SELECT * FROM users WHERE id < 3 ORDER BY id) TO STDOUT;
COPY users (id, name) TO STDOUT (DELIMITER '|', NULL 'none');
COPY categories FROM STDIN;
20	twenty	1
21	twenty one	\N
\.
SELECT * FROM categories WHERE id >= 20 ORDER BY id;
COPY users (name, email) FROM STDIN (FORMAT csv);
copied,copied@example.com
"quoted, too",
\.
SELECT id, name, email FROM users WHERE id > 20 ORDER BY id;
--! known copy-context
COPY users (id, name) FROM STDIN;
3	collides
\.
--! known copy-context
COPY users (id, email, name) FROM STDIN (FORMAT csv);
800,user5@example.com,collides by mail
\.
COPY orders (user_id, total) FROM STDIN;
3	5.5
999	1
\.
COPY orders (user_id, total) FROM STDIN;
7	5.5
8	6.5
\.
SELECT id, user_id, total FROM orders WHERE id > 40 ORDER BY id;
COPY audit_log FROM STDIN;
not a date	a	b
\.
COPY order_lines TO STDOUT (FORMAT csv, FORCE_QUOTE *);
COPY nosuch TO STDOUT;
COPY (UPDATE users SET name = 'out' WHERE id = 2 RETURNING id, name) TO STDOUT;
COPY active_users TO STDOUT;
COPY "Mixed Case" TO STDOUT (FORMAT csv, HEADER);
COPY users FROM STDIN (FORMAT csv, WHERE id > 3);
\.
COPY users (id, name) FROM STDIN WHERE id > 900;
850	left out
950	kept
\.
SELECT id FROM users WHERE id > 800;
