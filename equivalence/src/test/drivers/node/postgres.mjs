// node postgres.mjs URL: what applications do through postgres.js.
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { attempt, tell, type, version } from './told.mjs';

version('postgres');
const options = { max: 1, onnotice: n => tell('notice', n.severity, n.code, n.message, n.hint ?? '') };
const sql = postgres(process.argv[2], options);
const other = postgres(process.argv[2], options);

const shape = result => ({
  command: result.command,
  count: result.count,
  columns: result.columns?.map(c => [c.name, type(c.type), c.table > 0, c.number]),
  rows: [...result],
});
const ask = (name, query) => attempt(name, async () => {
  const result = await query();
  return result.statement === undefined && Array.isArray(result[0]) ? result.map(shape) : shape(result);
});

// postgres.js prepares every statement with parameters, and pipelines what is asked at once.
const prepared = async () => {
  await ask('by key', () => sql`SELECT id, name, email, joined FROM users WHERE id = ${3}`);
  await ask('all', () => sql`SELECT * FROM users WHERE id < ${4} ORDER BY id`);
  await ask('aggregate', () => sql`SELECT count(*), min(name) FROM users WHERE active = ${true}`);
};
await prepared();
await ask('update', () => sql`UPDATE users SET ${sql({ name: 'changed', active: false })} WHERE id = ${3} RETURNING *`);
await prepared();
await ask('insert', () => sql`INSERT INTO users ${sql([{ name: 'a', email: 'a@example.com' }, { name: 'b', email: null }])} RETURNING id, name`);
await ask('delete', () => sql`DELETE FROM reviews WHERE user_id IN ${sql([2, 3])}`);
await prepared();
await ask('alter', () => sql`ALTER TABLE users ADD COLUMN phone text DEFAULT 'none'`);
await prepared();
await prepared();
await ask('rename', () => sql`ALTER TABLE users RENAME COLUMN name TO full_name`);
await prepared();
await ask('back', () => sql.unsafe('ALTER TABLE users RENAME COLUMN full_name TO name; ALTER TABLE users DROP COLUMN phone; SELECT count(*) FROM users'));
await prepared();

await ask('types', () => sql`SELECT * FROM products ORDER BY id LIMIT 4`);
await ask('join', () => sql`SELECT o.*, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id < 3 ORDER BY o.id, line_no`);
await ask('values', () => sql`SELECT ${sql.json({ a: 1 })}::jsonb AS j, ${new Date(0)}::timestamptz AS t, ${sql.array([1, 2])}::int[] AS a, ${Buffer.from([0, 255])}::bytea AS b, ${null}::text AS n`);
await ask('enum', () => sql`SELECT status, count(*) FROM orders WHERE status = ${'paid'} GROUP BY 1`);
await attempt('described', async () => {
  const found = await sql`SELECT u.*, o.status FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = ${1} AND o.total > ${'5'}`.describe();
  return [found.types.map(type), found.columns.map(c => [c.name, type(c.type)])];
});
await attempt('values of rows', () => sql`SELECT id, name FROM users WHERE id < 4 ORDER BY id`.values());
await attempt('raw', async () => (await sql`SELECT id, name FROM users WHERE id < 4 ORDER BY id`.raw()).map(row => row.map(cell => cell?.toString())));
await ask('simple', () => sql`SELECT id FROM users WHERE id < 3 ORDER BY id`.simple());

// At once on one connection; those behind a failure are answered.
const outcomes = await Promise.allSettled([1, 0, 2, 3, 0, 4].map(n => sql`SELECT id, 10 / ${n}::int AS tenth, name FROM users WHERE id = ${n}`));
for (const outcome of outcomes) {
  await attempt('one of many', () => (outcome.status === 'fulfilled' ? [...outcome.value] : Promise.reject(outcome.reason)));
}

for (const wrong of [
  'SELECT nme FROM users', 'SELECT FROM users WHERE (', "INSERT INTO users (name, email) VALUES ('x', 'user9@example.com')",
  'INSERT INTO users (id, name) VALUES (4, NULL)', 'INSERT INTO orders (user_id) VALUES (999)', 'UPDATE products SET price = -1 WHERE id = 7',
  "UPDATE orders SET status = 'lost' WHERE id = 7", 'DELETE FROM users WHERE id = 8', 'DROP TABLE users',
  "DO $$ BEGIN RAISE NOTICE 'heard'; RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h'; END $$",
]) {
  await ask(wrong, () => sql.unsafe(wrong));
  await ask(wrong, () => sql.unsafe(wrong, [], { prepare: true }));
}

await attempt('transaction', () => sql.begin(async tx => {
  await tx`UPDATE users SET name = 'in it' WHERE id = ${11}`;
  await attempt('savepoint', () => tx.savepoint(async inner => {
    await inner`DELETE FROM reviews WHERE stars > ${3}`;
    tell('left', ...(await inner`SELECT count(*) FROM reviews`));
    await inner`INSERT INTO users (id, name) VALUES (11, 'there')`;
  }));
  return [...(await tx`SELECT (SELECT count(*) FROM reviews), name FROM users WHERE id = 11`)];
}));
await attempt('rolled back', () => sql.begin('isolation level serializable', async tx => {
  await tx`DELETE FROM order_lines`;
  tell('left', ...(await tx`SELECT count(*) FROM order_lines`));
  await tx`INSERT INTO orders (user_id) VALUES (999)`;
}));
await ask('after', () => sql`SELECT count(*) FROM order_lines`);

await attempt('cursor', async () => {
  const rows = [];
  for await (const some of sql`SELECT id, status FROM orders WHERE id > ${3} ORDER BY id`.cursor(4)) {
    rows.push(some.map(row => row.id));
    if (rows.length === 3) break;
  }
  return rows;
});
await attempt('each', async () => {
  const ids = [];
  await sql`SELECT id FROM users ORDER BY id`.forEach(row => ids.push(row.id));
  return ids;
});

await attempt('copy out', async () => (await text(await sql`COPY users TO STDOUT`.readable())).split('\n').sort());
// The driver waits for ever for rows that the server refuses.
await attempt('copy in', async () => pipeline(Readable.from(['500\tcopied\tc@exam', 'ple.com\n501\ttoo\t\\N\n']), await sql`COPY users (id, name, email) FROM STDIN`.writable()));
await ask('copied', () => sql`SELECT id, name, email FROM users WHERE id > 499 ORDER BY id`);

await attempt('notifications', () => new Promise(async resolve => {
  const heard = [];
  const { unlisten } = await other.listen('changes', async payload => heard.push(payload) === 2 && (await unlisten(), resolve(heard)));
  await sql.notify('changes', 'one');
  await sql.notify('changes', 'two');
}));

await attempt('cancelled', async () => {
  const asleep = sql`SELECT pg_sleep(60), name FROM users`.execute();
  while ((await other`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`).count === 0);
  asleep.cancel();
  await asleep;
});
await ask('last', () => sql`SELECT count(*) FROM users`);
await sql.end();
await other.end();
tell('history: done');
