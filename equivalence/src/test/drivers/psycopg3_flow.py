"""python3 psycopg3_flow.py URL: what applications do through psycopg 3."""
import asyncio
import datetime
import decimal
import logging
import sys
import threading

import psycopg
from psycopg.rows import dict_row

from told import attempt, cell, refused, tell

url = sys.argv[1]
# whether an aborted pipeline is complained of depends on what has come by then
logging.getLogger('psycopg').setLevel(logging.CRITICAL)
tell('version', psycopg.__version__)


def listen_to_notices(connection):
    connection.add_notice_handler(lambda d: tell('notice', d.severity, d.sqlstate, d.message_primary, d.message_hint))
    return connection


def shape(cursor):
    tell('  ', cursor.statusmessage, cursor.rowcount)
    if cursor.description:
        tell('  ', [(c.name, c.type_code if c.type_code < 16384 else 'own', c.display_size, c.internal_size, c.precision,
                     c.scale) for c in cursor.description])
        for row in cursor:
            tell('  ', cell(row))


def ask(cursor, sql, *values, **how):
    def work():
        cursor.execute(sql, values or None, **how)
        shape(cursor)
        while cursor.nextset():
            shape(cursor)
    attempt(sql, work)


connection = listen_to_notices(psycopg.connect(url, autocommit=True))
other = psycopg.connect(url, autocommit=True)
cursor = connection.cursor()
binary = connection.cursor(binary=True)
client_side = psycopg.ClientCursor(connection)


def prepared():
    for _ in range(7):
        ask(cursor, 'SELECT id, name, email FROM users WHERE id = %s', 3)
    for each in (cursor, binary, client_side):
        ask(each, 'SELECT * FROM users WHERE id < %s ORDER BY id', 4, **({} if each is client_side else {'prepare': True}))
        ask(each, 'SELECT count(*), min(name) FROM users WHERE active = %s', True)


prepared()
ask(cursor, 'UPDATE users SET name = %s WHERE id = %s RETURNING *', 'changed', 3)
prepared()
ask(cursor, 'INSERT INTO users (name, email) VALUES (%s, %s) RETURNING id', 'added', 'added@example.com')
ask(cursor, 'DELETE FROM reviews WHERE user_id = %s', 2)
prepared()
ask(cursor, "ALTER TABLE users ADD COLUMN phone text DEFAULT 'none'")
prepared()
ask(cursor, 'ALTER TABLE users RENAME COLUMN name TO full_name')
prepared()
ask(cursor, 'ALTER TABLE users RENAME COLUMN full_name TO name')
ask(cursor, 'ALTER TABLE users DROP COLUMN phone')
prepared()

# Values of many types, in text and in binary.
for each in (cursor, binary):
    ask(each, 'SELECT * FROM products ORDER BY id LIMIT 4')
    ask(each, 'SELECT o.*, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id < 3 ORDER BY o.id, line_no')
    ask(each, 'SELECT * FROM reviews ORDER BY id LIMIT 2')
    ask(each, 'SELECT %s, %s, %s, %s, %b, %t', decimal.Decimal('1.50'), datetime.date(2024, 2, 29), [1, None], b'\0\xff', 7, 'text')
    ask(each, 'SELECT status, count(*) FROM orders WHERE status = %s GROUP BY 1', 'paid')
    ask(each, 'SELECT id FROM orders WHERE status = ANY (%s::order_status[]) ORDER BY 1', ['new', 'paid'])
ask(connection.cursor(row_factory=dict_row), 'SELECT id, name FROM users WHERE id = %s', 1)

# Several statements in one message, and many with executemany.
ask(cursor, 'UPDATE products SET price = 2 WHERE id = 2; SELECT id, price FROM products WHERE id = 2; SELECT nothing')
attempt('many', lambda: (cursor.executemany('INSERT INTO categories VALUES (%s, %s, %s) RETURNING id', [(100 + n, f'c{n}', 1 + n % 6) for n in range(8)],
                                            returning=True), tell(cursor.rowcount, [cursor.fetchone(), cursor.nextset(), cursor.fetchone()])))
attempt('many', lambda: cursor.executemany('INSERT INTO categories VALUES (%s, %s, %s)', [(200, 'x', 1), (1, 'y', 1), (201, 'z', 1)]))

for wrong in (
        'SELECT nme FROM users', 'SELECT FROM users WHERE (', "INSERT INTO users (name, email) VALUES ('x', 'user9@example.com')",
        'INSERT INTO users (id, name) VALUES (4, NULL)', 'INSERT INTO orders (user_id) VALUES (999)',
        'UPDATE products SET price = -1 WHERE id = 7', "UPDATE orders SET status = 'lost' WHERE id = 7", 'DELETE FROM users WHERE id = 8',
        'DROP TABLE users', "DO $$ BEGIN RAISE NOTICE 'heard'; RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h', TABLE = 't'; END $$"):
    ask(cursor, wrong)
    ask(cursor, wrong, prepare=True)


# Pipelines: all that is sent before the answer to the first comes.
def piped():
    with connection.pipeline() as pipe:
        found = [connection.execute('SELECT id, name FROM users WHERE id = %s', [n]) for n in range(1, 5)]
        connection.execute('UPDATE users SET name = %s WHERE id = %s', ['piped', 6])
        found.append(connection.execute('SELECT name FROM users WHERE id = 6'))
        pipe.sync()
        for each in found:
            tell('  ', each.fetchall())
        connection.execute('DELETE FROM reviews WHERE stars = 1')
        connection.execute('SELECT 1 / 0')
        connection.execute('DELETE FROM reviews')
        pipe.sync()


attempt('pipeline', piped)
ask(cursor, 'SELECT count(*), min(stars) FROM reviews')


def piped_transaction():
    with connection.pipeline(), connection.transaction():
        connection.execute('DELETE FROM order_lines WHERE order_id = 1')
        connection.execute('INSERT INTO orders (user_id) VALUES (999)')


attempt('pipeline and transaction', piped_transaction)
ask(cursor, 'SELECT count(*) FROM order_lines')


# Transactions inside transactions.
def nested():
    with connection.transaction():
        connection.execute("UPDATE users SET name = 'in it' WHERE id = 11")
        attempt('inner', inner)
        tell(connection.execute('SELECT name, (SELECT count(*) FROM reviews) FROM users WHERE id = 11').fetchall())
        raise psycopg.Rollback


def inner():
    with connection.transaction():
        connection.execute('DELETE FROM reviews WHERE stars > 2')
        connection.execute("INSERT INTO users (id, name) VALUES (11, 'there')")


attempt('nested', nested)
ask(cursor, 'SELECT name FROM users WHERE id = 11')


def in_two_phases():
    connection.tpc_begin(connection.xid(1, 'two', 'phases'))
    connection.execute("UPDATE users SET name = 'in two phases' WHERE id = 13")
    connection.tpc_prepare()


refused('two phases', in_two_phases)
attempt('given up', connection.rollback)
attempt('none left', lambda: tell(connection.tpc_recover()))
ask(cursor, 'SELECT name FROM users WHERE id = 13')


# Cursors of the server.
def named():
    with connection.transaction():
        with connection.cursor('many', scrollable=True) as many:
            many.itersize = 3
            many.execute('SELECT id, name FROM users WHERE id > %s ORDER BY id', [2])
            tell(many.fetchone(), many.fetchmany(4))
            connection.execute("UPDATE users SET name = 'meanwhile' WHERE id = 9")
            many.scroll(-2)
            tell([row for row in many])
            many.scroll(0, mode='absolute')
            tell(many.fetchone(), many.rownumber)


attempt('named cursor', named)


def held():
    with connection.cursor('held', withhold=True) as cursor_held:
        cursor_held.execute('SELECT id FROM orders ORDER BY id')
        tell(cursor_held.fetchmany(5))


attempt('held cursor', held)
attempt('stream', lambda: tell([row for row in cursor.stream('SELECT id, email FROM users ORDER BY id')]))


# COPY in both directions.
def copy_out(sql):
    with cursor.copy(sql) as copy:
        tell(sorted(bytes(block) for block in copy))


def copy_rows():
    with cursor.copy('COPY (SELECT id, name, joined FROM users ORDER BY id) TO STDOUT (FORMAT binary)') as copy:
        copy.set_types(['int4', 'text', 'timestamptz'])
        tell([row for row in copy.rows()])


def copy_in(rows, sql='COPY users (id, name, email) FROM STDIN', types=None):
    with cursor.copy(sql) as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            copy.write_row(row)
    tell(cursor.statusmessage)


def copy_given_up():
    with cursor.copy('COPY users (id, name) FROM STDIN') as copy:
        copy.write_row((503, 'given up'))
        raise ValueError('given up')


attempt('copy out', lambda: copy_out('COPY users TO STDOUT'))
attempt('copy out', lambda: copy_out('COPY nowhere TO STDOUT'))
attempt('copy rows', copy_rows)
attempt('copy in', lambda: copy_in([(500, 'copied', 'c@example.com'), (501, 'too', None)]))
attempt('copy in binary', lambda: copy_in([(504, 'binary', None)], 'COPY users (id, name, email) FROM STDIN (FORMAT binary)', ['int4', 'text', 'text']))
attempt('copy in, there', lambda: copy_in([(505, 'new', None), (3, 'there', None)]))
attempt('copy in, twice', lambda: copy_in([(506, 'twice', 'user9@example.com')]))
attempt('copy in, wrong', lambda: copy_in([('x', 'wrong', None)]))
attempt('copy given up', copy_given_up)
ask(cursor, 'SELECT id, name, email FROM users WHERE id > 499 ORDER BY id')

# Notifications.
connection.execute('LISTEN changes')
other.execute("NOTIFY changes, 'one'")
with other.transaction():
    other.execute("UPDATE users SET name = 'heard' WHERE id = 12")
    other.execute("SELECT pg_notify('changes', 'two')")
heard = connection.notifies()
tell([next(heard).payload, next(heard).payload])
heard.close()


def asleep():
    while not other.execute("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'").fetchall():
        pass
    connection.cancel()


def cancelled():
    canceller = threading.Thread(target=asleep)
    canceller.start()
    try:
        connection.execute('SELECT pg_sleep(60), name FROM users')
    finally:
        canceller.join()


attempt('cancelled', cancelled)
ask(cursor, 'SELECT name FROM users WHERE id = 12')


async def asynchronous():
    async with await psycopg.AsyncConnection.connect(url) as own:
        async with own.pipeline():
            found = [await own.execute('SELECT id, name FROM users WHERE id = %s', [n]) for n in range(1, 4)]
            tell([await each.fetchall() for each in found])
        async with own.cursor() as each:
            await each.execute('SELECT 1 / (id - 4) FROM users ORDER BY id')

attempt('asynchronous', lambda: asyncio.run(asynchronous()))
tell(connection.info.parameter_status('server_version'), connection.info.encoding, connection.info.transaction_status)
connection.close()
other.close()
tell('history: done')
