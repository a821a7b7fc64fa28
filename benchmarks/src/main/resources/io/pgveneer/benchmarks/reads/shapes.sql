-- One shape a line: name, colon, query. Tables: users, products, orders, lines.
rails-find: SELECT users.* FROM users WHERE users.id = 4711 LIMIT 1
rails-find-dirty: SELECT users.* FROM users WHERE users.id = 1000 LIMIT 1
rails-find-by: SELECT users.* FROM users WHERE users.email = 'u777@example.com' LIMIT 1
rails-exists: SELECT 1 AS one FROM orders WHERE orders.user_id = 99 LIMIT 1
rails-has-many: SELECT orders.* FROM orders WHERE orders.user_id = 4711
rails-includes: SELECT lines.* FROM lines WHERE lines.order_id IN (11, 222, 3333, 44444, 55555)
rails-count: SELECT COUNT(*) FROM orders WHERE orders.user_id = 4711
rails-count-all: SELECT COUNT(*) FROM orders
rails-first: SELECT users.* FROM users ORDER BY users.id ASC LIMIT 1
rails-last: SELECT users.* FROM users ORDER BY users.id DESC LIMIT 1
rails-pluck: SELECT users.email FROM users WHERE users.city = 'city 3' LIMIT 50
rails-group-count: SELECT COUNT(*) AS count_all, orders.status AS orders_status FROM orders GROUP BY orders.status
rails-sum: SELECT SUM(orders.amount) FROM orders WHERE orders.status = 'paid'
django-get: SELECT users.id, users.name, users.email FROM users WHERE users.id = 77 LIMIT 21
django-select-related: SELECT orders.id, orders.amount, users.id, users.name FROM orders INNER JOIN users ON (orders.user_id = users.id) WHERE orders.id = 123
django-annotate: SELECT users.id, users.name, COUNT(orders.id) AS n FROM users LEFT OUTER JOIN orders ON (users.id = orders.user_id) WHERE users.city = 'city 5' GROUP BY users.id, users.name ORDER BY n DESC LIMIT 10
django-filter-join: SELECT orders.id FROM orders INNER JOIN users ON (orders.user_id = users.id) WHERE users.email = 'u42@example.com'
django-in-subquery: SELECT orders.id FROM orders WHERE orders.user_id IN (SELECT u.id FROM users u WHERE u.email = 'u42@example.com')
django-exists: SELECT u.id FROM users u WHERE u.id < 200 AND EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.status = 'sent')
django-aggregate: SELECT AVG(orders.amount), MAX(orders.amount), MIN(orders.amount) FROM orders
hibernate-find: select u1_0.id, u1_0.city, u1_0.email, u1_0.name from users u1_0 where u1_0.id = 1234
hibernate-fetch-join: select o1_0.id, o1_0.amount, l1_0.n, l1_0.price from orders o1_0 left join lines l1_0 on o1_0.id = l1_0.order_id where o1_0.id = 4321
hibernate-count: select count(o1_0.id) from orders o1_0 where o1_0.amount > 900
prisma-find-many: SELECT u.id, u.email FROM users AS u WHERE u.id IN (1, 5, 9, 13, 17, 1000) OFFSET 0
prisma-relation: SELECT o.id, o.user_id, o.amount FROM orders AS o WHERE o.user_id IN (1, 5, 9, 13, 17)
prisma-group-by: SELECT COUNT(*), o.user_id FROM orders AS o WHERE o.at > '2024-06-01' GROUP BY o.user_id ORDER BY COUNT(*) DESC LIMIT 10
page-first: SELECT id, amount FROM orders ORDER BY id DESC LIMIT 25
page-deep: SELECT id, amount FROM orders ORDER BY id LIMIT 25 OFFSET 5000
page-keyset: SELECT id, amount FROM orders WHERE id < 50000 ORDER BY id DESC LIMIT 25
page-by-time: SELECT id, at FROM orders ORDER BY at DESC, id DESC LIMIT 25
page-of-user: SELECT id, at FROM orders WHERE user_id = 4711 ORDER BY at DESC LIMIT 25
page-join: SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id ORDER BY o.id DESC LIMIT 25
page-total: SELECT count(*) FROM users WHERE city = 'city 5'
search-prefix: SELECT id, name FROM users WHERE name LIKE 'user 12%' ORDER BY name LIMIT 20
search-contains: SELECT id, name FROM users WHERE name LIKE '%999%' LIMIT 20
search-ilike: SELECT id, email FROM users WHERE email ILIKE 'U123%' LIMIT 20
search-or: SELECT id FROM users WHERE email = 'u5@example.com' OR name = 'user 6'
search-enum: SELECT id FROM orders WHERE kind = 'gift' AND user_id < 100
search-recent: SELECT count(*) FROM orders WHERE at > now() - interval '365 days'
search-recent-rows: SELECT id FROM orders WHERE at > now() - interval '2 years' AND user_id = 17
search-range: SELECT id, amount FROM orders WHERE at BETWEEN '2024-03-01' AND '2024-03-02'
search-distinct: SELECT DISTINCT city FROM users ORDER BY city
dash-per-day: SELECT date_trunc('day', at) AS day, count(*), sum(amount) FROM orders WHERE at >= '2024-03-01' AND at < '2024-04-01' GROUP BY 1 ORDER BY 1
dash-per-status: SELECT status, count(*), sum(amount), avg(amount) FROM orders GROUP BY status ORDER BY status
dash-per-city: SELECT u.city, count(*), sum(o.amount) FROM orders o JOIN users u ON u.id = o.user_id GROUP BY u.city ORDER BY 2 DESC
dash-top-users: SELECT o.user_id, sum(o.amount) AS total FROM orders o GROUP BY o.user_id ORDER BY total DESC LIMIT 10
dash-top-named: SELECT u.id, u.name, sum(o.amount) AS total FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.name ORDER BY total DESC LIMIT 10
dash-top-products: SELECT p.name, sum(l.quantity) FROM lines l JOIN products p ON p.id = l.product_id GROUP BY p.name ORDER BY 2 DESC LIMIT 10
dash-filter: SELECT count(*) FILTER (WHERE status = 'paid') AS paid, count(*) FILTER (WHERE status = 'new') AS fresh FROM orders
dash-case: SELECT sum(CASE WHEN amount > 500 THEN 1 ELSE 0 END), count(*) FROM orders
dash-distinct: SELECT count(DISTINCT user_id) FROM orders
dash-having: SELECT user_id, count(*) FROM orders GROUP BY user_id HAVING count(*) > 15
dash-window: SELECT id, rank() OVER (ORDER BY amount DESC) FROM orders WHERE user_id = 4711
dash-union: SELECT 'users' AS what, count(*) FROM users UNION ALL SELECT 'orders', count(*) FROM orders
dash-weekly: SELECT extract(dow FROM at), count(*) FROM orders GROUP BY 1 ORDER BY 1
tpch-1: SELECT status, kind, sum(amount), avg(amount), count(*) FROM orders WHERE at <= '2024-12-01' GROUP BY status, kind
tpch-3: SELECT l.order_id, sum(l.price * l.quantity) AS revenue, o.at FROM users u, orders o, lines l WHERE u.city = 'city 7' AND u.id = o.user_id AND l.order_id = o.id AND o.at < '2024-02-01' GROUP BY l.order_id, o.at ORDER BY revenue DESC LIMIT 10
tpch-4: SELECT o.status, count(*) FROM orders o WHERE o.at >= '2024-01-01' AND o.at < '2024-02-01' AND EXISTS (SELECT FROM lines l WHERE l.order_id = o.id AND l.quantity > 3) GROUP BY o.status
tpch-5: SELECT u.city, sum(l.price) FROM users u, orders o, lines l WHERE u.id = o.user_id AND o.id = l.order_id AND o.status = 'sent' GROUP BY u.city ORDER BY 2 DESC
tpch-6: SELECT sum(price * quantity) FROM lines WHERE quantity < 3 AND price BETWEEN 10 AND 50
tpch-12: SELECT o.status, sum(CASE WHEN l.quantity > 2 THEN 1 ELSE 0 END) FROM orders o, lines l WHERE o.id = l.order_id GROUP BY o.status ORDER BY o.status
tpch-14: SELECT sum(CASE WHEN p.name LIKE 'product 1%' THEN l.price ELSE 0 END) / sum(l.price) FROM lines l, products p WHERE l.product_id = p.id
job-join: SELECT min(u.name), min(p.name) FROM users u, orders o, lines l, products p WHERE u.id = o.user_id AND o.id = l.order_id AND l.product_id = p.id AND u.city = 'city 1' AND p.name = 'product 17'
