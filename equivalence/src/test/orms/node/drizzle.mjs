// node drizzle.mjs URL: what applications do through Drizzle, with each statement that it sends.
import { and, asc, avg, count, desc, eq, exists, gt, ilike, inArray, isNull, lt, not, or, relations, sql, sum } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { bigint, bigserial, boolean, date, except, integer, jsonb, numeric, pgEnum, pgTable, primaryKey, serial, text, timestamp, unionAll, varchar } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { attempt, play, tell, version } from './told.mjs';

version('drizzle-orm');
const level = pgEnum('customer_level', ['basic', 'silver', 'gold']);
const state = pgEnum('order_state', ['new', 'paid', 'shipped', 'cancelled']);
const customers = pgTable('customers', {
  id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(), email: varchar({ length: 120 }).notNull(), name: varchar({ length: 80 }).notNull(), level: level().default('basic'),
  city: varchar(), settings: jsonb().default({}), tags: text().array().default([]), active: boolean().default(true), born: date(), created: timestamp('created_at', { withTimezone: true }),
});
const products = pgTable('products', { id: bigint({ mode: 'number' }).primaryKey(), sku: varchar(), name: varchar(), price: numeric(), categoryId: integer('category_id'), details: jsonb() });
const orders = pgTable('orders', { id: bigserial({ mode: 'number' }).primaryKey(), customerId: bigint('customer_id', { mode: 'number' }), state: state().default('new'), note: text() });
const lines = pgTable('order_lines', { id: bigserial({ mode: 'number' }).primaryKey(), orderId: bigint('order_id', { mode: 'number' }), number: integer('line_no'), productId: bigint('product_id', { mode: 'number' }), quantity: integer(), price: numeric(), amount: numeric().generatedAlwaysAs(sql`quantity * price`) });
const labels = pgTable('labels', { id: serial().primaryKey(), name: varchar() });
const stock = pgTable('stock_levels', { warehouse: varchar(), productId: bigint('product_id', { mode: 'number' }), amount: integer() }, t => [primaryKey({ columns: [t.warehouse, t.productId] })]);
const jobs = pgTable('jobs', { id: serial().primaryKey(), state: varchar(), attempts: integer() });
const schema = {
  customers, products, orders, lines,
  customersRelations: relations(customers, ({ many }) => ({ orders: many(orders) })),
  ordersRelations: relations(orders, ({ one, many }) => ({ customer: one(customers, { fields: [orders.customerId], references: [customers.id] }), lines: many(lines) })),
  linesRelations: relations(lines, ({ one }) => ({ order: one(orders, { fields: [lines.orderId], references: [orders.id] }), product: one(products, { fields: [lines.productId], references: [products.id] }) })),
};
const pool = new pg.Pool({ connectionString: process.argv[2], max: 3 });
const db = drizzle(pool, { schema, logger: { logQuery: (query, values) => tell('sql:', query, values) } });

async function read() {
  await attempt('join', () => db.select({ id: orders.id, name: customers.name, amount: sum(lines.amount) }).from(orders).innerJoin(customers, eq(customers.id, orders.customerId)).leftJoin(lines, eq(lines.orderId, orders.id)).where(inArray(customers.id, [2, 3, 4])).groupBy(orders.id, customers.id).orderBy(orders.id));
  await attempt('whole rows', () => db.select().from(orders).leftJoin(customers, eq(customers.id, orders.customerId)).where(lt(orders.id, 4)).orderBy(orders.id));
  await attempt('relations', () => db.query.customers.findMany({ where: lt(customers.id, 4), orderBy: [asc(customers.id)], with: { orders: { columns: { id: true, state: true }, orderBy: [asc(orders.id)], with: { lines: { orderBy: [asc(lines.id)], with: { product: { columns: { name: true } } } } } } } }));
  await attempt('first', () => db.query.orders.findFirst({ where: eq(orders.state, 'paid'), orderBy: [desc(orders.id)], with: { customer: true } }));
  await attempt('where', () => db.select({ id: customers.id }).from(customers).where(or(and(eq(customers.active, true), ilike(customers.name, '%2%')), isNull(customers.city), not(gt(customers.id, 2)))).orderBy(customers.id));
  await attempt('exists', () => db.select({ id: customers.id }).from(customers).where(exists(db.select({ x: sql`1` }).from(orders).where(and(eq(orders.customerId, customers.id), eq(orders.state, 'shipped'))))).orderBy(customers.id));
  const big = db.$with('big').as(db.select({ who: orders.customerId, n: count().as('n') }).from(orders).groupBy(orders.customerId));
  await attempt('with', () => db.with(big).select({ name: customers.name, n: big.n }).from(customers).innerJoin(big, eq(big.who, customers.id)).orderBy(customers.id).limit(4));
  await attempt('aggregates', async () => [await db.$count(orders, eq(orders.state, 'paid')), await db.select({ price: avg(products.price), n: count(products.categoryId) }).from(products)]);
  await attempt('window', () => db.select({ id: products.id, place: sql`rank() over (partition by ${products.categoryId} order by ${products.price} desc)::int` }).from(products).orderBy(products.id).limit(8));
  await attempt('page', () => db.select().from(products).orderBy(desc(products.price), products.id).limit(3).offset(6));
  await attempt('distinct on', () => db.selectDistinctOn([orders.customerId], { customer: orders.customerId, id: orders.id }).from(orders).orderBy(orders.customerId, desc(orders.id)).limit(5));
  await attempt('sets', () => except(db.select({ id: customers.id }).from(customers).where(lt(customers.id, 9)), db.select({ id: orders.customerId }).from(orders).where(eq(orders.state, 'new'))).orderBy(sql`1`));
  await attempt('union', () => unionAll(db.select({ name: customers.name }).from(customers).where(lt(customers.id, 3)), db.select({ name: products.name }).from(products).where(lt(products.id, 3))).orderBy(sql`1`));
  const byId = db.select().from(customers).where(eq(customers.id, sql.placeholder('id'))).prepare('by_id');
  await attempt('prepared', async () => [await byId.execute({ id: 3 }), await byId.execute({ id: 4 })]);
}

async function write() {
  await attempt('insert', () => db.insert(customers).values([{ email: 'new@example.com', name: 'New', tags: ['a'], settings: { theme: 'red' } }, { email: 'newer@example.com', name: 'Newer', level: 'gold' }]).returning());
  await attempt('upsert', () => db.insert(stock).values([{ warehouse: 'east', productId: 3, amount: 1 }, { warehouse: 'new', productId: 3, amount: 2 }]).onConflictDoUpdate({ target: [stock.warehouse, stock.productId], set: { amount: sql`excluded.amount + ${stock.amount}` } }).returning());
  await attempt('ignore', () => db.insert(labels).values([{ name: 'sale' }, { name: 'other' }]).onConflictDoNothing().returning());
  await attempt('insert select', () => db.insert(stock).select(db.select({ warehouse: sql`'south'`.as('warehouse'), productId: products.id, amount: sql`1`.as('amount') }).from(products).where(lt(products.id, 4))).then(result => result.rowCount));
  await attempt('update', () => db.update(products).set({ price: sql`${products.price} * 2` }).where(eq(products.categoryId, 4)).then(result => result.rowCount));
  await attempt('update from', () => db.update(orders).set({ note: customers.name }).from(customers).where(and(eq(customers.id, orders.customerId), eq(customers.level, 'gold'))).then(result => result.rowCount));
  await attempt('delete', () => db.delete(lines).where(inArray(lines.orderId, db.select({ id: orders.id }).from(orders).where(eq(orders.state, 'cancelled')))).then(result => result.rowCount));
  await attempt('delete with', () => { const few = db.$with('few').as(db.select({ id: orders.id }).from(orders).orderBy(orders.id).limit(2)); return db.with(few).delete(orders).where(inArray(orders.id, db.select().from(few))).returning({ id: orders.id }).then(rows => rows.map(row => row.id).sort()); });
  await attempt('execute', async () => (await db.execute(sql`SELECT raise_prices(${2}, ${'1.5'}), order_total(${9})`)).rows);
}

async function transact() {
  await attempt('nested', () => db.transaction(async tx => {
    await tx.update(customers).set({ name: 'kept' }).where(eq(customers.id, 10));
    await attempt('inner', () => tx.transaction(async inner => {
      await inner.update(customers).set({ name: 'never' }).where(eq(customers.id, 11));
      await inner.insert(labels).values({ name: 'heavy' });
    }));
    return tx.select({ name: customers.name }).from(customers).where(inArray(customers.id, [10, 11])).orderBy(customers.id);
  }));
  await attempt('rolled back', () => db.transaction(async tx => {
    await tx.delete(jobs);
    tx.rollback();
  }));
  const ready = tx => tx.select({ id: jobs.id }).from(jobs).where(eq(jobs.state, 'ready')).orderBy(jobs.id).limit(3).for('update', { skipLocked: true });
  await attempt('queue', () => db.transaction(async tx => {
    const mine = await ready(tx);
    await attempt('another', () => db.transaction(ready));
    await tx.update(jobs).set({ state: 'done' }).where(inArray(jobs.id, mine.map(job => job.id)));
    return mine;
  }));
  await attempt('locked', () => db.transaction(tx => tx.select({ id: orders.id, name: customers.name }).from(orders).innerJoin(customers, eq(customers.id, orders.customerId)).where(inArray(orders.id, [21, 22])).orderBy(orders.id).for('no key update'), { isolationLevel: 'repeatable read' }));
}

async function fail() {
  await attempt('unique', () => db.insert(customers).values({ email: 'customer6@example.com', name: 'twice' }));
  await attempt('not null', () => db.insert(customers).values({ name: 'none' }));
  await attempt('foreign key', () => db.insert(lines).values({ orderId: 13, number: 9, productId: 999, price: '1' }));
  await attempt('referenced', () => db.delete(customers).where(eq(customers.id, 15)));
  await attempt('check', () => db.update(products).set({ price: '-1' }).where(eq(products.id, 11)));
  await attempt('statement', () => db.execute(sql`SELECT nothing FROM customers`));
}

const define = () => attempt('define', async () => (await db.execute(sql`ALTER TABLE customers ADD COLUMN phone text NOT NULL DEFAULT 'none'`)).command);

await play({ read, write, transact, fail, define });
await pool.end();
tell('history: done');
