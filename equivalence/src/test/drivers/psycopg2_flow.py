"""python3 psycopg2_flow.py URL: what applications do through psycopg2."""
import io
import select
import sys
import threading

import psycopg2
import psycopg2.extensions
import psycopg2.extras

from told import attempt, cell, refused, tell

url = sys.argv[1]
tell('version', psycopg2.__version__.split(' ')[0])
connection = psycopg2.connect(url)
connection.autocommit = True
other = psycopg2.connect(url)
other.autocommit = True
cursor = connection.cursor()


def ask(sql, values=None, on=cursor):
    def work():
        on.execute(sql, values)
        tell('  ', on.statusmessage, on.rowcount)
        if on.description:
            tell('  ', [(c.name, c.type_code if c.type_code < 16384 else 'own', c.internal_size, c.precision, c.scale,
                         (c.table_oid or 0) > 0, c.table_column) for c in on.description])
            for row in on:
                tell('  ', cell(row))
    attempt(sql, work)
    for notice in connection.notices:
        tell('notice', notice.strip())
    connection.notices.clear()


def reads():
    ask('SELECT * FROM users WHERE id < %s ORDER BY id', (4,))
    ask('EXECUTE by_key (3)')
    ask('SELECT count(*), min(name) FROM users WHERE active = %s', (True,))


ask('PREPARE by_key (int) AS SELECT id, name, email FROM users WHERE id = $1')
reads()
ask('UPDATE users SET name = %s WHERE id = %s RETURNING *', ('changed', 3))
reads()
ask('INSERT INTO users (name, email) VALUES (%s, %s) RETURNING id', ('added', 'added@example.com'))
ask('DELETE FROM reviews WHERE user_id = %s', (2,))
ask("ALTER TABLE users ADD COLUMN phone text DEFAULT 'none'")
reads()
ask('ALTER TABLE users RENAME COLUMN name TO full_name')
reads()
ask('ALTER TABLE users ALTER COLUMN full_name TYPE varchar(30)')
reads()
ask('ALTER TABLE users RENAME COLUMN full_name TO name')
ask('ALTER TABLE users DROP COLUMN phone')

ask('SELECT * FROM products ORDER BY id LIMIT 4')
ask('SELECT o.*, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id < 3 ORDER BY o.id, line_no')
ask('SELECT * FROM reviews ORDER BY id LIMIT 2')
ask('SELECT %s, %s, %s::jsonb', ([1, 2], psycopg2.Binary(b'\0\xff'), psycopg2.extras.Json({'a': 1})))
ask('SELECT id, name FROM users WHERE id = 1', on=connection.cursor(cursor_factory=psycopg2.extras.NamedTupleCursor))
ask('UPDATE products SET price = 2 WHERE id = 2; SELECT id, price FROM products WHERE id = 2; SELECT nothing')
ask('SELECT id, price FROM products WHERE id = 2')
attempt('values', lambda: tell(psycopg2.extras.execute_values(
    cursor, 'INSERT INTO categories VALUES %s RETURNING id', [(100 + n, f'c{n}', 1 + n % 6) for n in range(30)], page_size=7, fetch=True)))
attempt('batch', lambda: psycopg2.extras.execute_batch(
    cursor, 'UPDATE products SET price = price + %s WHERE id = %s', [(n, n) for n in range(1, 20)], page_size=6))
ask('SELECT id, price FROM products ORDER BY id')

for wrong in (
        'SELECT nme FROM users', 'SELECT FROM users WHERE (', "INSERT INTO users (name, email) VALUES ('x', 'user9@example.com')",
        'INSERT INTO users (id, name) VALUES (4, NULL)', 'INSERT INTO orders (user_id) VALUES (999)',
        'UPDATE products SET price = -1 WHERE id = 7', "UPDATE orders SET status = 'lost' WHERE id = 7", 'DELETE FROM users WHERE id = 8',
        'DROP TABLE users', "DO $$ BEGIN RAISE NOTICE 'heard'; RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h', TABLE = 't'; END $$"):
    ask(wrong)

# Transactions, and those in two phases.
connection.autocommit = False
ask("UPDATE users SET name = 'in it' WHERE id = 11")
ask('SAVEPOINT here')
ask('DELETE FROM users WHERE id = 8')
ask('SELECT 1')
ask('ROLLBACK TO here')
ask('SELECT name FROM users WHERE id = 11')
connection.rollback()
ask('SELECT name FROM users WHERE id = 11')
connection.rollback()
connection.set_session(isolation_level='SERIALIZABLE', readonly=True, deferrable=True)
ask('SELECT count(*) FROM orders')
ask('DELETE FROM order_lines')
connection.rollback()
connection.set_session(isolation_level='READ COMMITTED', readonly=False, deferrable=False)


def in_two_phases():
    connection.tpc_begin(connection.xid(1, 'two', 'phases'))
    cursor.execute("UPDATE users SET name = 'in two phases' WHERE id = 13")
    connection.tpc_prepare()


refused('two phases', in_two_phases)
attempt('given up', connection.tpc_rollback)
ask('SELECT name FROM users WHERE id = 13')
connection.rollback()

# Cursors of the server.
with connection.cursor('many', scrollable=True) as many:
    many.itersize = 3
    many.execute('SELECT id, name FROM users WHERE id > %s ORDER BY id', (2,))
    tell(many.fetchone(), many.fetchmany(4))
    ask("UPDATE users SET name = 'meanwhile' WHERE id = 9")
    many.scroll(-2)
    tell(list(many))
with connection.cursor('held', withhold=True) as held:
    held.execute('SELECT id FROM orders ORDER BY id')
    connection.commit()
    tell(held.fetchmany(5))
connection.commit()

# Large objects.
def large_object():
    thing = connection.lobject(0, 'wb')
    thing.write(b'0123456789')
    thing.seek(3)
    thing.truncate(5)
    thing.close()
    again = connection.lobject(thing.oid, 'rb')
    tell(again.read())
    again.unlink()


attempt('large object', large_object)
connection.commit()
connection.autocommit = True


# COPY in both directions.
def copy_out(sql):
    out = io.StringIO()
    cursor.copy_expert(sql, out)
    tell(cursor.rowcount, sorted(out.getvalue().splitlines()))


def copy_in(rows, sql='COPY users (id, name, email) FROM STDIN'):
    cursor.copy_expert(sql, io.StringIO(rows))
    tell(cursor.rowcount)


class Broken(io.StringIO):
    def read(self, size=-1):
        raise ValueError('given up')


attempt('copy out', lambda: copy_out('COPY users TO STDOUT'))
attempt('copy out', lambda: copy_out('COPY (SELECT * FROM products ORDER BY id) TO STDOUT (FORMAT csv, HEADER)'))
attempt('copy in', lambda: copy_in('500\tcopied\tc@example.com\n501\ttoo\t\\N\n'))
attempt('copy in, there', lambda: copy_in('502\tnew\t\\N\n3\tthere\t\\N\n'))
attempt('copy in, twice', lambda: copy_in('502\ttwice\tuser9@example.com\n'))
attempt('copy in, wrong', lambda: copy_in('x\twrong\n'))
attempt('copy from', lambda: cursor.copy_from(io.StringIO('504\tfrom\n'), 'users', columns=('id', 'name')))
attempt('copy given up', lambda: cursor.copy_expert('COPY users (id, name) FROM STDIN', Broken()))
ask('SELECT id, name, email FROM users WHERE id > 499 ORDER BY id')

# Notifications.
ask('LISTEN changes')
other_cursor = other.cursor()
other_cursor.execute("NOTIFY changes, 'one'")
other_cursor.execute("UPDATE users SET name = 'heard' WHERE id = 12; NOTIFY changes, 'two'")
while len(connection.notifies) < 2:
    select.select([connection], [], [], 10)
    connection.poll()
tell([n.payload for n in connection.notifies])


def cancel_once_asleep():
    while True:
        other_cursor.execute("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
        if other_cursor.fetchall():
            return connection.cancel()


canceller = threading.Thread(target=cancel_once_asleep)
canceller.start()
ask('SELECT pg_sleep(60), name FROM users')
canceller.join()

# Without waiting.
own = psycopg2.connect(url, async_=True)
psycopg2.extras.wait_select(own)
waiting = own.cursor()
waiting.execute('SELECT id, name FROM users WHERE id < 4 ORDER BY id')
psycopg2.extras.wait_select(own)
tell(waiting.fetchall())
tell(connection.server_version, connection.encoding, connection.status, connection.get_parameter_status('standard_conforming_strings'))
tell('history: done')
