-- ON CONFLICT with rows that exist only in production, and with others.
--! fixture shop
CREATE TABLE settings (k text PRIMARY KEY, v int, note text);
INSERT INTO settings SELECT 'k' || n, n, 'production' FROM generate_series(1, 8) n;
CREATE TABLE coupons (id int PRIMARY KEY, code text, used boolean NOT NULL DEFAULT false);
CREATE UNIQUE INDEX coupons_unused ON coupons (code) WHERE NOT used;
CREATE UNIQUE INDEX coupons_lower ON coupons (lower(code), id);
INSERT INTO coupons VALUES (1, 'A', false), (2, 'B', true), (3, 'C', false);
--! test
INSERT INTO settings VALUES ('k1', 100, 'new') ON CONFLICT DO NOTHING;
INSERT INTO settings VALUES ('k1', 100, 'new') ON CONFLICT (k) DO NOTHING RETURNING *;
INSERT INTO settings VALUES ('k2', 100, 'new') ON CONFLICT (k) DO UPDATE SET v = settings.v + excluded.v RETURNING *;
INSERT INTO settings VALUES ('k3', 100, 'new'), ('k9', 9, 'new') ON CONFLICT (k) DO UPDATE SET v = excluded.v, note = settings.note || excluded.note RETURNING k, v, note;
INSERT INTO settings AS s VALUES ('k4', 1, 'new') ON CONFLICT (k) DO UPDATE SET v = s.v * 10 WHERE s.v > 100 RETURNING *;
INSERT INTO settings AS s VALUES ('k4', 1, 'new') ON CONFLICT (k) DO UPDATE SET v = s.v * 10 WHERE s.v < 100 RETURNING *;
INSERT INTO settings VALUES ('k5', 5, 'named') ON CONFLICT ON CONSTRAINT settings_pkey DO UPDATE SET note = excluded.note;
INSERT INTO settings SELECT k, v + 1000, 'selected' FROM settings WHERE v < 3 ON CONFLICT (k) DO UPDATE SET v = excluded.v;
INSERT INTO settings VALUES ('k6', 1, 'a'), ('k6', 2, 'b') ON CONFLICT (k) DO UPDATE SET v = excluded.v;
INSERT INTO settings VALUES ('k10', 1, 'a'), ('k10', 2, 'b') ON CONFLICT DO NOTHING;
SELECT * FROM settings ORDER BY k;
INSERT INTO users (name, email) VALUES ('x', 'user3@example.com') ON CONFLICT (email) DO UPDATE SET name = 'conflicted' RETURNING id, name, email;
INSERT INTO users (id, name, email) VALUES (4, 'x', 'fresh@example.com') ON CONFLICT DO NOTHING;
INSERT INTO users (id, name, email) VALUES (700, 'x', 'user4@example.com') ON CONFLICT DO NOTHING;
INSERT INTO users (id, name, email) VALUES (701, 'x', 'user4@example.com') ON CONFLICT (id) DO NOTHING;
INSERT INTO coupons VALUES (4, 'A') ON CONFLICT (code) WHERE NOT used DO UPDATE SET used = true RETURNING *;
INSERT INTO coupons VALUES (5, 'B') ON CONFLICT (code) WHERE NOT used DO UPDATE SET used = true RETURNING *;
INSERT INTO coupons VALUES (3, 'c') ON CONFLICT (lower(code), id) DO UPDATE SET code = excluded.code RETURNING *;
INSERT INTO coupons VALUES (6, 'C') ON CONFLICT DO NOTHING;
INSERT INTO coupons VALUES (6, 'C') ON CONFLICT (nosuch) DO NOTHING;
INSERT INTO order_lines (order_id, line_no, product_id, price) VALUES (1, 1, 1, 1) ON CONFLICT (order_id, line_no) DO UPDATE SET quantity = order_lines.quantity + 1 RETURNING *;
DELETE FROM settings WHERE k = 'k7';
INSERT INTO settings VALUES ('k7', 7, 'again') ON CONFLICT (k) DO UPDATE SET note = 'conflict' RETURNING *;
--! params k8 | 800
INSERT INTO settings (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v RETURNING *;
