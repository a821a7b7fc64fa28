// node pg.mjs URL: what applications do through node-postgres.
import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { from, to } from 'pg-copy-streams';
import { attempt, tell, type, version } from './told.mjs';

const url = process.argv[2];
version('pg');
const open = async options => {
  const client = new pg.Client({ connectionString: url, ...options });
  client.on('notice', notice => tell('notice', notice.severity, notice.code, notice.message, notice.detail ?? '', notice.hint ?? ''));
  await client.connect();
  return client;
};
const client = await open();
const other = await open();

const shape = result => ({
  command: result.command,
  count: result.rowCount,
  columns: result.fields.map(f => [f.name, type(f.dataTypeID), f.dataTypeSize, f.dataTypeModifier, f.format, f.tableID > 0, f.columnID]),
  rows: result.rows,
});
const ask = (query, values) =>
  attempt(query.text ?? query, async () => {
    const result = await client.query(query, values);
    return Array.isArray(result) ? result.map(shape) : shape(result);
  });

// Prepared before the tables are dirty, and used across changes of rows and of the schema.
const byKey = id => ({ name: 'by-key', text: 'SELECT id, name, email, joined FROM users WHERE id = $1', values: [id] });
const all = { name: 'all', text: 'SELECT * FROM users WHERE id < 4 ORDER BY id' };
const prepared = async () => {
  await ask(byKey(3));
  await ask(all);
  await ask('SELECT count(*), min(name) FROM users WHERE active = $1', [true]);
};
await prepared();
await ask({ name: 'binary', binary: true, text: 'SELECT p.id, p.price, u.active FROM products p, users u WHERE p.id = 4 AND u.id = 4' });
await ask('UPDATE users SET name = $1 WHERE id = $2 RETURNING *', ['changed', 3]);
await prepared();
await ask('INSERT INTO users (name, email) VALUES ($1, $2) RETURNING id', ['added', 'added@example.com']);
await ask('DELETE FROM reviews WHERE user_id = $1', [2]);
await ask('DELETE FROM users WHERE id = $1', [21]);
await prepared();
await ask("ALTER TABLE users ADD COLUMN phone text DEFAULT 'none'");
await prepared();
await ask('ALTER TABLE users RENAME COLUMN name TO full_name');
await prepared();
await ask('ALTER TABLE users RENAME COLUMN full_name TO name');
await ask('ALTER TABLE users DROP COLUMN phone');
await prepared();
await ask({ name: 'binary', binary: true, text: 'SELECT p.id, p.price, u.active FROM products p, users u WHERE p.id = 4 AND u.id = 4' });

// Values of many types, and as arrays.
await ask('SELECT * FROM products ORDER BY id LIMIT 4');
await ask('SELECT * FROM orders JOIN order_lines ON order_id = id WHERE id < 3 ORDER BY id, line_no');
await ask({ text: 'SELECT 1 AS a, 2 AS a, $1::jsonb, $2::bytea, $3::timestamptz, $4::int[]', values: [{ a: [1] }, Buffer.from([0, 255]), new Date(0), [1, null]], rowMode: 'array' });
await ask({ text: 'SELECT status, count(*)::int FROM orders WHERE status = ANY ($1::order_status[]) GROUP BY 1 ORDER BY 1', values: [['new', 'paid']] });
await ask('');
await ask('SELECT');

// Several statements, in one message and pipelined on one connection.
await ask("UPDATE products SET price = 2 WHERE id = 2; SELECT id, price FROM products WHERE id = 2; SELECT nothing; DELETE FROM products");
await ask('SELECT id, price FROM products WHERE id = 2');
await ask('BEGIN; DELETE FROM reviews WHERE stars = 1; SELECT count(*) FROM reviews; ROLLBACK; SELECT count(*) FROM reviews');
const outcomes = await Promise.allSettled(
  [1, 0, 2, 3, 'x', 4].map(n => client.query('SELECT id, 10 / $1::int AS tenth, name FROM users WHERE id = $1', [n])));
for (const outcome of outcomes) {
  await attempt('one of many', () => (outcome.status === 'fulfilled' ? outcome.value.rows : Promise.reject(outcome.reason)));
}

for (const wrong of [
  'SELECT nme FROM users',
  'SELECT FROM users WHERE (',
  "INSERT INTO users (name, email) VALUES ('x', 'user9@example.com')",
  'INSERT INTO users (id, name) VALUES (4, NULL)',
  'INSERT INTO orders (user_id) VALUES (999)',
  'UPDATE products SET price = -1 WHERE id = 7',
  'UPDATE products SET name = NULL WHERE id = 7',
  "UPDATE orders SET status = 'lost' WHERE id = 7",
  'DELETE FROM users WHERE id = 8',
  'DROP TABLE users',
  "DO $$ BEGIN RAISE NOTICE 'heard'; RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h', COLUMN = 'c', DATATYPE = 't'; END $$",
]) {
  await ask(wrong);
  await ask({ text: wrong, values: [] , name: '' });
}
await ask('SELECT name FROM users WHERE id = $1', ['x']);
await ask('SELECT name FROM users WHERE id = $1', [1, 2]);

// Cursors and streams.
await attempt('cursor', async () => {
  const cursor = client.query(new Cursor('SELECT id, status FROM orders WHERE id > $1 ORDER BY id', [3]));
  tell('first', await cursor.read(4));
  tell('second', await cursor.read(3));
  await cursor.close();
  return client.query('SELECT 1 AS one').then(result => result.rows);
});
await attempt('stream', async () => {
  const rows = [];
  for await (const row of client.query(new QueryStream('SELECT id, name FROM users ORDER BY id', [], { batchSize: 3 }))) {
    rows.push(row);
  }
  return rows;
});

// COPY in both directions, and one that fails, and one that is given up.
const table = sql => text(client.query(to(sql))).then(all => all.split('\n').sort());
await attempt('copy out', () => table('COPY users TO STDOUT'));
await attempt('copy out', () => table("COPY (SELECT * FROM products WHERE id < 5 ORDER BY id) TO STDOUT (FORMAT csv, HEADER)"));
for (const rows of ['500\tcopied\tc@example.com\n501\ttoo\t\\N\n', '3\tthere\t\\N\n', '502\tagain\tuser9@example.com\n', 'x\n']) {
  await attempt('copy in', () => pipeline(Readable.from([rows.slice(0, 3), rows.slice(3)]), client.query(from('COPY users (id, name, email) FROM STDIN'))));
}
await attempt('copy given up', () => {
  const stream = client.query(from('COPY users (id, name, email) FROM STDIN'));
  const source = new PassThrough();
  source.write('503\tgiven up\t\\N\n');
  setImmediate(() => source.destroy(new Error('given up')));
  return pipeline(source, stream);
});
await ask('SELECT id, name, email FROM users WHERE id > 499 ORDER BY id');

// Notifications while idle.
const heard = new Promise(resolve => {
  const all = [];
  client.on('notification', n => all.push([n.channel, n.payload]) === 2 && resolve(all));
});
await ask('LISTEN changes');
await other.query("NOTIFY changes, 'one'");
await other.query("BEGIN; UPDATE users SET name = 'heard' WHERE id = 12; NOTIFY changes, 'two'; COMMIT");
tell('heard', await heard);

// Time-outs, of the server and of the driver, and a backend that is ended.
await ask("SET statement_timeout = '100ms'");
await ask('SELECT pg_sleep(60)');
await ask('RESET statement_timeout');
await attempt('ended', async () => {
  const doomed = await open();
  doomed.on('error', () => {});
  const { rows } = await doomed.query('SELECT pg_backend_pid() AS pid');
  const asleep = doomed.query('SELECT pg_sleep(60), name FROM users');
  asleep.catch(() => {});
  while ((await other.query("SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", [rows[0].pid])).rowCount === 0);
  await other.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await asleep;
});
await client.end();
await other.end();
tell('history: done');
