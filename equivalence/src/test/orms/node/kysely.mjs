// node kysely.mjs URL: what applications do through Kysely, with each statement that it sends.
import { Kysely, PostgresDialect, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import pg from 'pg';
import { attempt, play, tell, version } from './told.mjs';

version('kysely');
const db = new Kysely({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.argv[2], max: 3 }) }),
  log: event => tell('sql:', event.query.sql, event.query.parameters),
});
const all = (name, query) => attempt(name, () => query.execute());

async function read() {
  await all('join', db.selectFrom('orders as o').innerJoin('customers as c', 'c.id', 'o.customer_id').leftJoin('order_lines as l', 'l.order_id', 'o.id')
    .select(({ fn }) => ['o.id', 'c.name', fn.sum('l.amount').as('amount')]).where('c.id', 'in', [2, 3, 4]).groupBy(['o.id', 'c.id']).orderBy('o.id'));
  await all('json', db.selectFrom('customers as c').select(eb => ['c.id',
    jsonArrayFrom(eb.selectFrom('orders as o').select(['o.id', 'o.state']).whereRef('o.customer_id', '=', 'c.id').orderBy('o.id')).as('orders'),
    jsonObjectFrom(eb.selectFrom('profiles as p').select(['p.bio']).whereRef('p.customer_id', '=', 'c.id')).as('profile')]).where('c.id', '<', 5).orderBy('c.id'));
  await all('with', db.with('big', q => q.selectFrom('orders').select(({ fn }) => ['customer_id', fn.countAll().as('n')]).groupBy('customer_id'))
    .selectFrom('big').innerJoin('customers', 'customers.id', 'big.customer_id').select(['customers.name', 'big.n']).orderBy('customers.id').limit(4));
  await all('exists', db.selectFrom('customers as c').select('c.id').where(({ exists, selectFrom }) => exists(selectFrom('orders as o').select(sql`1`.as('x'))
    .whereRef('o.customer_id', '=', 'c.id').where('o.state', '=', 'paid'))).orderBy('c.id'));
  await all('window', db.selectFrom('products').select(({ fn }) => ['id', fn.agg('rank').over(o => o.partitionBy('category_id').orderBy('price', 'desc')).as('place')]).orderBy('id').limit(8));
  await all('page', db.selectFrom('products').selectAll().orderBy('price', 'desc').orderBy('id').limit(3).offset(6));
  await all('json path', db.selectFrom('customers').select(eb => ['id', eb.ref('settings', '->>').key('theme').as('theme')]).where(sql`tags @> ${['vip']}`).orderBy('id'));
  await all('sets', db.selectFrom('customers').select('id').where('id', '<', 9).except(db.selectFrom('orders').select('customer_id as id').where('state', '=', 'new')).orderBy('id'));
  await all('lateral', db.selectFrom('customers as c').innerJoinLateral(q => q.selectFrom('orders as o').select('o.id as last').whereRef('o.customer_id', '=', 'c.id').orderBy('o.id', 'desc').limit(1).as('l'), join => join.onTrue()).select(['c.id', 'l.last']).orderBy('c.id').limit(4));
  await all('distinct on', db.selectFrom('orders').distinctOn('customer_id').select(['customer_id', 'id']).orderBy('customer_id').orderBy('id', 'desc').limit(5));
  await all('view', db.selectFrom('customer_totals').selectAll().where('amount', '>', 5).orderBy('id').limit(4));
  await attempt('first', () => db.selectFrom('customers').selectAll().where('id', '=', 777).executeTakeFirstOrThrow());
}

async function write() {
  await all('insert', db.insertInto('customers').values([{ email: 'new@example.com', name: 'New', tags: ['a'], settings: JSON.stringify({ theme: 'red' }) }, { email: 'newer@example.com', name: 'Newer' }]).returningAll());
  await all('upsert', db.insertInto('products').values([{ sku: 'SKU-9', name: 'nine', price: 9 }, { sku: 'SKU-NEW', name: 'new', price: 1 }]).onConflict(c => c.column('sku').doUpdateSet({ name: eb => eb.ref('excluded.name') })).returning(['id', 'name']));
  await all('ignore', db.insertInto('labels').values([{ name: 'sale' }, { name: 'other' }]).onConflict(c => c.doNothing()));
  await all('insert from', db.insertInto('stock_levels').columns(['warehouse', 'product_id', 'amount']).expression(db.selectFrom('products').select([sql`'south'`.as('w'), 'id', sql`1`.as('a')]).where('id', '<', 4)));
  await all('update', db.updateTable('products').set(eb => ({ price: eb('price', '*', 2) })).where('category_id', '=', 4));
  await all('update from', db.updateTable('orders as o').from('customers as c').set(eb => ({ note: eb.ref('c.name') })).whereRef('c.id', '=', 'o.customer_id').where('c.level', '=', 'gold'));
  await all('delete using', db.deleteFrom('order_lines as l').using('orders as o').whereRef('o.id', '=', 'l.order_id').where('o.state', '=', 'cancelled'));
  await all('delete', db.deleteFrom('orders').where('id', '=', 5).returningAll());
  await all('merge', db.mergeInto('stock_levels as s').using('products as p', join => join.onRef('p.id', '=', 's.product_id').on('s.warehouse', '=', 'east')).whenMatched().thenUpdateSet({ amount: 1000 }).whenNotMatchedAnd('p.id', '<', 23).thenInsertValues(eb => ({ warehouse: 'east', product_id: eb.ref('p.id'), amount: 2 })));
  await attempt('raw', async () => (await sql`SELECT raise_prices(2, 1.5), order_total(9)`.execute(db)).rows);
}

async function transact() {
  await attempt('rolled back', () => db.transaction().execute(async t => {
    await t.updateTable('customers').set({ name: 'never' }).where('id', '=', 9).execute();
    await t.insertInto('labels').values({ name: 'heavy' }).execute();
  }));
  await attempt('controlled', async () => {
    const t = await db.startTransaction().execute();
    await t.updateTable('customers').set({ name: 'kept' }).where('id', '=', 10).execute();
    const s = await t.savepoint('s').execute();
    await s.deleteFrom('jobs').execute();
    await s.rollbackToSavepoint('s').execute();
    const n = await t.selectFrom('jobs').select(({ fn }) => fn.countAll().as('n')).execute();
    await t.commit().execute();
    return n;
  });
  const ready = k => k.selectFrom('jobs').select('id').where('state', '=', 'ready').orderBy('id').limit(3).forUpdate().skipLocked().execute();
  await attempt('queue', () => db.transaction().execute(async t => {
    const mine = await ready(t);
    await attempt('another', () => db.transaction().execute(ready));
    await t.updateTable('jobs').set({ state: 'done' }).where('id', 'in', mine.map(job => job.id)).execute();
    return mine;
  }));
  await attempt('serializable', () => db.transaction().setIsolationLevel('serializable').execute(t => t.selectFrom('orders as o').innerJoin('customers as c', 'c.id', 'o.customer_id').select(['o.id', 'c.name']).where('o.id', 'in', [21, 22]).orderBy('o.id').forUpdate().execute()));
}

async function fail() {
  await all('unique', db.insertInto('customers').values({ email: 'customer6@example.com', name: 'twice' }));
  await all('not null', db.insertInto('customers').values({ name: 'none' }));
  await all('foreign key', db.insertInto('order_lines').values({ order_id: 13, line_no: 9, product_id: 999, price: 1 }));
  await all('referenced', db.deleteFrom('customers').where('id', '=', 15));
  await all('check', db.updateTable('products').set({ price: -1 }).where('id', '=', 11));
  await all('statement', db.selectFrom('customers').select('nothing'));
}

async function define() {
  await all('table', db.schema.createTable('coupons').addColumn('id', 'serial', c => c.primaryKey()).addColumn('code', 'varchar(12)', c => c.notNull().unique()).addColumn('customer_id', 'bigint', c => c.references('customers.id').onDelete('cascade')));
  await all('column', db.schema.alterTable('labels').addColumn('colour', 'text', c => c.defaultTo('red').notNull()));
  await all('rename', db.schema.alterTable('products').renameColumn('name', 'title'));
  await all('coupon', db.insertInto('coupons').values({ code: 'TEN', customer_id: 16 }).returningAll());
  await all('titles', db.selectFrom('products').select(['id', 'title']).orderBy('id').limit(3));
  await all('colours', db.selectFrom('labels').select(({ fn }) => ['colour', fn.countAll().as('n')]).groupBy('colour'));
  await attempt('tables', async () => (await db.introspection.getTables()).map(table => [table.name, table.isView, table.columns.map(column => [column.name, column.dataType, column.isNullable])]));
}

await play({ read, write, transact, fail, define });
await db.destroy();
tell('history: done');
