// node knex.mjs URL: what applications do through Knex, with each statement that it sends.
import knex from 'knex';
import { attempt, play, tell, version } from './told.mjs';

version('knex');
const db = knex({ client: 'pg', connection: process.argv[2], pool: { min: 0, max: 3 } });
db.on('query', query => tell('sql:', query.sql.replace(/trx\w+/g, 'trx'), query.bindings ?? []));

async function read() {
  await attempt('join', () => db('orders as o').join('customers as c', 'c.id', 'o.customer_id').leftJoin('order_lines as l', 'l.order_id', 'o.id')
    .select('o.id', 'c.name').sum('l.amount as amount').whereIn('c.id', [2, 3, 4]).groupBy('o.id', 'c.id').orderBy('o.id'));
  await attempt('where', () => db('customers').where({ active: true }).where(q => q.whereNull('city').orWhereILike('name', '%2%')).whereNot('level', 'basic').orderBy('id'));
  await attempt('first', () => db('customers').first().where('id', 3));
  await attempt('pluck', () => db('products').whereBetween('price', [10, 20]).orderBy('id').pluck('sku'));
  await attempt('exists', () => db('customers as c').whereExists(db('orders as o').whereRaw('o.customer_id = c.id').where('o.state', 'paid')).orderBy('id').pluck('id'));
  await attempt('sub query', () => db('customers').select('id', db('orders').count('*').whereRaw('customer_id = customers.id').as('n')).orderBy([{ column: 'n', order: 'desc' }, 'id']).limit(4));
  await attempt('with', () => db.withRecursive('t', q => q.select('id', 'name').from('categories').whereNull('parent_id').unionAll(r => r.select('c.id', 'c.name').from('categories as c').join('t', 't.id', 'c.parent_id'))).select().from('t').orderBy('id'));
  await attempt('window', () => db('products').select('id').rank('place', q => q.partitionBy('category_id').orderBy('price', 'desc')).orderBy('id').limit(8));
  await attempt('json', () => db('customers').select('id').jsonExtract('settings', '$.theme', 'theme').whereJsonPath('settings', '$.limits.day', '>', 100).orderBy('id'));
  await attempt('page', () => db('products').select('id', 'price').orderBy('price', 'desc').orderBy('id').offset(5).limit(5));
  await attempt('counts', async () => [await db('orders').count('* as n').countDistinct('customer_id as c').first(), await db('orders').select('state').count('*').groupBy('state').having(db.raw('count(*)'), '>', 1).orderBy('state')]);
  await attempt('sets', () => db('customers').select('id').where('id', '<', 9).except(db('orders').select('customer_id').where('state', 'new')).orderBy('id'));
  await attempt('view', () => db('customer_totals').where('amount', '>', 5).orderBy('id').limit(4));
}

async function write() {
  await attempt('insert', () => db('customers').insert([{ email: 'new@example.com', name: 'New', tags: ['a'], settings: { theme: 'red' } }, { email: 'newer@example.com', name: 'Newer' }], '*'));
  await attempt('upsert', () => db('products').insert([{ sku: 'SKU-9', name: 'nine', price: 9 }, { sku: 'SKU-NEW', name: 'new', price: 1 }]).onConflict('sku').merge(['name']).returning(['id', 'name']));
  await attempt('ignore', () => db('labels').insert([{ name: 'sale' }, { name: 'other' }]).onConflict('name').ignore());
  await attempt('update', () => db('products').where('category_id', 4).update({ price: db.raw('price * 2') }));
  await attempt('increment', () => db('jobs').where('id', '>', 17).increment({ attempts: 2 }));
  await attempt('update from', () => db('orders').updateFrom('customers').update({ note: db.ref('customers.name') }).whereRaw('customers.id = orders.customer_id').where('customers.level', 'gold'));
  await attempt('delete', async () => (await db('order_lines').whereIn('order_id', db('orders').select('id').where('state', 'cancelled')).del(['id'])).length);
  await attempt('delete using', () => db('payments').using('orders').whereRaw('orders.id = payments.order_id').where('orders.state', 'new').del());
  await attempt('batch', () => db.batchInsert('labels', Array.from({ length: 25 }, (_, n) => ({ name: `batch ${n}` })), 10).returning('id'));
  await attempt('raw', async () => (await db.raw('SELECT raise_prices(?, ?), order_total(9)', [2, 1.5])).rows);
}

async function transact() {
  await attempt('nested', () => db.transaction(async trx => {
    await trx('customers').where('id', 10).update({ name: 'kept' });
    await attempt('inner', () => trx.transaction(async inner => {
      await inner('customers').where('id', 11).update({ name: 'never' });
      await inner('labels').insert({ name: 'heavy' });
    }));
    return trx('customers').whereIn('id', [10, 11]).orderBy('id').pluck('name');
  }));
  await attempt('rolled back', () => db.transaction(async trx => {
    await trx('jobs').del();
    throw new Error('undone');
  }));
  const ready = trx => trx('jobs').where('state', 'ready').orderBy('id').limit(3).forUpdate().skipLocked().pluck('id');
  await attempt('queue', () => db.transaction(async trx => {
    const mine = await ready(trx);
    await attempt('another', () => db.transaction(ready));
    await attempt('no wait', () => db.transaction(other => other('jobs').where('id', mine[0]).forUpdate().noWait()));
    await trx('jobs').whereIn('id', mine).update({ state: 'done' });
    return mine;
  }));
  await attempt('locked', () => db.transaction(trx => trx('orders').join('customers', 'customers.id', 'orders.customer_id').whereIn('orders.id', [21, 22]).orderBy('orders.id').select('orders.id', 'customers.name').forNoKeyUpdate('orders', 'customers')));
}

async function fail() {
  await attempt('unique', () => db('customers').insert({ email: 'customer6@example.com', name: 'twice' }));
  await attempt('not null', () => db('customers').insert({ name: 'none' }));
  await attempt('foreign key', () => db('order_lines').insert({ order_id: 13, line_no: 9, product_id: 999, price: 1 }));
  await attempt('referenced', () => db('customers').where('id', 15).del());
  await attempt('check', () => db('products').where('id', 11).update({ price: -1 }));
  await attempt('statement', () => db('customers').select('nothing'));
  await attempt('truncate', () => db('customers').truncate());
}

async function define() {
  await attempt('table', () => db.schema.createTable('coupons', table => {
    table.increments();
    table.string('code', 12).notNullable().unique();
    table.bigInteger('customer_id').references('customers.id').onDelete('CASCADE').index();
  }));
  await attempt('column', () => db.schema.alterTable('labels', table => table.string('colour').notNullable().defaultTo('red')));
  await attempt('rename', () => db.schema.alterTable('products', table => table.renameColumn('name', 'title')));
  await attempt('coupon', () => db('coupons').insert({ code: 'TEN', customer_id: 16 }, ['id']));
  await attempt('titles', () => db('products').orderBy('id').limit(3).pluck('title'));
  await attempt('info', () => db('labels').columnInfo());
  await attempt('back', () => db.schema.alterTable('products', table => table.renameColumn('title', 'name')));
  await attempt('has', async () => [await db.schema.hasTable('coupons'), await db.schema.hasColumn('labels', 'colour')]);
}

await play({ read, write, transact, fail, define });
await db.destroy();
tell('history: done');
