// node prisma.mjs URL: what applications do through Prisma Client, with each statement that it sends.
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from 'store-of-prisma';
import { attempt as attempted, play, tell, version } from './told.mjs';

version('@prisma/client');
const db = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.argv[2], max: 3 }), errorFormat: 'minimal', log: [{ emit: 'event', level: 'query' }],
});
// What it asks at once goes by several connections, in any order.
const sent = [];
db.$on('query', event => sent.push(`${event.query} ${event.params}`));
const attempt = (name, work) => attempted(name, async () => {
  try {
    return await work();
  } finally {
    sent.splice(0).sort().forEach(sql => tell('sql:', sql));
  }
});
const { customer, order, line, product, category, label, job, stock, profile } = db;
const byId = { orderBy: { id: 'asc' } };

async function read() {
  await attempt('find', () => customer.findUnique({ where: { id: 3 } }));
  await attempt('none', () => customer.findUniqueOrThrow({ where: { id: 777 } }));
  await attempt('where', () => customer.findMany({ where: { OR: [{ level: { in: ['gold', 'silver'] }, active: true }, { city: null }] }, ...byId, take: 6 }));
  await attempt('text', () => customer.findMany({ where: { email: { contains: 'MER1', mode: 'insensitive' }, NOT: { name: { endsWith: '0' } } }, select: { id: true }, ...byId }));
  await attempt('relations', () => order.findMany({ where: { customerId: { in: [2, 3] } }, include: { customer: true, lines: { include: { product: true }, ...byId } }, ...byId }));
  await attempt('through', () => product.findMany({ where: { labels: { some: { label: { name: 'sale' } } }, lines: { every: { quantity: { gt: 0 } } } }, include: { labels: { orderBy: { labelId: 'asc' } }, category: true }, ...byId, take: 4 }));
  await attempt('without', () => category.findMany({ where: { products: { none: { price: { gt: 73 } } } }, include: { children: byId, _count: { select: { products: true } } }, ...byId }));
  await attempt('page', () => customer.findMany({ cursor: { id: 9 }, skip: 1, take: 3, ...byId, select: { id: true, _count: { select: { orders: { where: { state: 'paid' } } } } } }));
  await attempt('distinct', () => order.findMany({ distinct: ['state'], orderBy: [{ state: 'asc' }, { id: 'asc' }], select: { state: true, id: true } }));
  await attempt('json', () => customer.count({ where: { settings: { path: ['limits', 'day'], gte: 150 }, AND: { settings: { path: ['theme'], equals: 'dark' } } } }));
  await attempt('arrays', () => customer.findMany({ where: { tags: { hasEvery: ['vip', 'old'] } }, select: { id: true, tags: true }, ...byId }));
  await attempt('aggregate', () => product.aggregate({ _sum: { price: true }, _avg: { price: true }, _min: { sku: true }, _count: true, where: { categoryId: { not: null } } }));
  await attempt('group', () => order.groupBy({ by: ['state'], _count: true, _max: { id: true }, having: { id: { _count: { gt: 1 } } }, orderBy: { state: 'asc' } }));
  await attempt('ordered by a relation', () => customer.findMany({ orderBy: [{ orders: { _count: 'desc' } }, { id: 'asc' }], take: 3, select: { id: true } }));
  await attempt('bytes', () => profile.findMany({ where: { customer: { is: { level: 'gold' } } }, orderBy: { customerId: 'asc' }, take: 3 }));
  await attempt('many at once', () => Promise.all([1, 2, 3, 4].map(id => product.findUnique({ where: { id }, select: { sku: true } }))));
  await attempt('raw', () => db.$queryRaw`SELECT id, order_total(id) AS total, rank() OVER (ORDER BY id DESC) FROM orders WHERE state::text = ${'paid'} ORDER BY id LIMIT ${4}`);
  await attempt('view', () => db.$queryRawUnsafe('SELECT * FROM customer_totals WHERE id < $1 ORDER BY id', 5));
}

async function write() {
  await attempt('create', () => customer.create({ data: { email: 'new@example.com', name: 'New', level: 'gold', tags: ['a'], settings: { theme: 'red' }, born: new Date('2000-02-29'), profile: { create: { bio: 'b', picture: Buffer.from([1, 2]) } } }, include: { profile: true } }));
  await attempt('nested', () => order.create({ data: { customer: { connect: { id: 2 } }, state: 'paid', lines: { create: [{ number: 1, product: { connect: { id: 3 } }, quantity: 2, price: 4.5 }, { number: 2, product: { connect: { sku: 'SKU-4' } }, price: 9 }] } }, include: { lines: byId } }));
  await attempt('change', () => customer.update({ where: { id: 4 }, data: { name: 'Changed', version: { increment: 1 }, tags: { push: 'x' } } }));
  await attempt('children', () => product.update({ where: { id: 7 }, data: { labels: { deleteMany: {}, create: [{ labelId: 5 }, { labelId: 1 }] } }, include: { labels: { select: { labelId: true }, orderBy: { labelId: 'asc' } } } }));
  await attempt('connect or create', () => product.update({ where: { id: 8 }, data: { category: { connectOrCreate: { where: { name: 'seeds' }, create: { name: 'seeds' } } } }, include: { category: true } }));
  await attempt('disconnect', () => product.update({ where: { id: 9 }, data: { category: { disconnect: true } } }));
  await attempt('many', () => label.createMany({ data: ['one', 'two', 'heavy', 'three'].map(name => ({ name })), skipDuplicates: true }));
  await attempt('many and return', () => label.createManyAndReturn({ data: [{ name: 'four' }, { name: 'five' }] }));
  await attempt('upsert', () => label.upsert({ where: { name: 'sale' }, create: { name: 'sale' }, update: { name: 'offer' } }));
  await attempt('upsert a new one', () => stock.upsert({ where: { warehouse_productId: { warehouse: 'new', productId: 3 } }, create: { warehouse: 'new', productId: 3, amount: 2 }, update: { amount: { increment: 1 } } }));
  await attempt('upsert an old one', () => stock.upsert({ where: { warehouse_productId: { warehouse: 'east', productId: 3 } }, create: { warehouse: 'east', productId: 3 }, update: { amount: { increment: 1 } } }));
  await attempt('update many', () => product.updateMany({ where: { categoryId: 4 }, data: { price: { multiply: 2 } } }));
  await attempt('update many and return', async () => (await job.updateManyAndReturn({ where: { id: { gt: 17 } }, data: { attempts: { increment: 2 }, payload: { again: true } } })).sort((a, b) => a.id - b.id));
  await attempt('delete', () => order.delete({ where: { id: 5 }, include: { lines: byId } }));
  await attempt('delete many', () => line.deleteMany({ where: { order: { id: { in: [7, 8] } } } }));
  await attempt('calls', async () => [await db.$queryRaw`SELECT raise_prices(2, 1.5)`, await db.$executeRaw`CALL cancel_orders(3)`, await db.$executeRaw`UPDATE orders SET note = 'seen' WHERE id < ${4}`, await db.$queryRaw`SELECT * FROM price_changes ORDER BY 1, 2, 3`]);
}

async function transact() {
  await attempt('batch', () => db.$transaction([customer.update({ where: { id: 10 }, data: { name: 'kept' } }), customer.count({ where: { name: 'kept' } })]));
  await attempt('batch that fails', () => db.$transaction([customer.update({ where: { id: 11 }, data: { name: 'never' } }), label.create({ data: { name: 'fragile' } })]));
  const ready = tx => tx.$queryRaw`SELECT id, kind FROM jobs WHERE state = 'ready' ORDER BY id LIMIT 3 FOR UPDATE SKIP LOCKED`;
  await attempt('queue', () => db.$transaction(async tx => {
    const mine = await ready(tx);
    await attempt('another', () => db.$transaction(ready));
    await tx.job.updateMany({ where: { id: { in: mine.map(each => each.id) } }, data: { state: 'done' } });
    return mine;
  }));
  await attempt('rolled back', () => db.$transaction(async tx => {
    await tx.order.deleteMany({ where: { customerId: 12 } });
    throw new Error('changed my mind');
  }));
  await attempt('serializable', () => db.$transaction(async tx => {
    const before = await tx.customer.findUnique({ where: { id: 12 }, select: { version: true } });
    return tx.customer.updateMany({ where: { id: 12, version: before.version }, data: { version: { increment: 1 } } });
  }, { isolationLevel: Prisma.TransactionIsolationLevel.Serializable }));
  await attempt('stale', () => customer.updateMany({ where: { id: 12, version: 0 }, data: { name: 'stale' } }));
}

async function fail() {
  await attempt('unique', () => customer.create({ data: { email: 'customer6@example.com', name: 'twice' } }));
  await attempt('foreign key', () => line.create({ data: { orderId: 13, number: 9, productId: 999, price: 1 } }));
  await attempt('referenced', () => customer.delete({ where: { id: 15 } }));
  await attempt('none to change', () => customer.update({ where: { id: 777 }, data: { name: 'x' } }));
  await attempt('none to connect', () => order.create({ data: { customer: { connect: { id: 777 } } } }));
  await attempt('check', () => product.update({ where: { id: 11 }, data: { price: -1 } }));
  await attempt('too long', () => label.create({ data: { name: 'x'.repeat(41) } }));
  await attempt('enum', () => db.$executeRaw`UPDATE orders SET state = 'lost' WHERE id = 13`);
  await attempt('statement', () => db.$queryRaw`SELECT nothing FROM customers`);
}

async function define() {
  await attempt('table', () => db.$executeRawUnsafe("CREATE TABLE coupons (id serial PRIMARY KEY, code varchar(12) UNIQUE, label int REFERENCES labels)"));
  await attempt('column', () => db.$executeRawUnsafe("ALTER TABLE labels ADD COLUMN shade text NOT NULL DEFAULT 'dark'"));
  await attempt('rows', () => db.$executeRaw`INSERT INTO coupons (code, label) VALUES (${'TEN'}, ${3}), (${'TWENTY'}, ${1})`);
  await attempt('join', () => db.$queryRaw`SELECT c.code, l.name, l.shade FROM coupons c JOIN labels l ON l.id = c.label ORDER BY c.id`);
  await attempt('labels', () => label.findMany(byId));
}

await play({ read, write, transact, fail, define });
await db.$disconnect();
tell('history: done');
