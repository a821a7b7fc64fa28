// node typeorm.mjs URL: what applications do through TypeORM's entities, with each statement that it sends.
import 'reflect-metadata';
import { Brackets, DataSource, EntitySchema, In, IsNull, MoreThan, Not, Raw } from 'typeorm';
import { attempt, play, tell, version } from './told.mjs';

version('typeorm');
const key = { type: 'bigint', primary: true, generated: 'increment' };
const entity = (name, tableName, columns, relations) => new EntitySchema({ name, tableName, columns, relations });
const Customer = entity('Customer', 'customers', {
  id: key, email: { type: 'varchar', length: 120 }, name: { type: 'varchar', length: 80 },
  level: { type: 'enum', enum: ['basic', 'silver', 'gold'], enumName: 'customer_level', default: 'basic' }, city: { type: 'varchar', nullable: true },
  settings: { type: 'jsonb', default: {} }, tags: { type: 'text', array: true, default: [] }, active: { type: 'boolean', default: true },
  born: { type: 'date', nullable: true }, version: { type: 'int', name: 'lock_version', version: true }, created: { type: 'timestamptz', name: 'created_at', default: '2024-01-01 00:00:00+00' },
}, { orders: { type: 'one-to-many', target: 'Order', inverseSide: 'customer' } });
const Category = entity('Category', 'categories', { id: { ...key, type: 'int' }, name: { type: 'varchar' } }, {
  parent: { type: 'many-to-one', target: 'Category', joinColumn: { name: 'parent_id' }, inverseSide: 'children' }, children: { type: 'one-to-many', target: 'Category', inverseSide: 'parent' },
});
const Label = entity('Label', 'labels', { id: { ...key, type: 'int' }, name: { type: 'varchar' } });
const Product = entity('Product', 'products', {
  id: key, sku: { type: 'varchar' }, name: { type: 'varchar' }, price: { type: 'numeric' }, details: { type: 'jsonb', nullable: true }, version: { type: 'int', version: true },
}, {
  category: { type: 'many-to-one', target: 'Category', joinColumn: { name: 'category_id' } },
  labels: { type: 'many-to-many', target: 'Label', joinTable: { name: 'product_labels', joinColumn: { name: 'product_id' }, inverseJoinColumn: { name: 'label_id' } } },
});
const Order = entity('Order', 'orders', {
  id: key, state: { type: 'enum', enum: ['new', 'paid', 'shipped', 'cancelled'], enumName: 'order_state', default: 'new' }, placed: { type: 'timestamptz', default: '2025-01-01 00:00:00+00' }, note: { type: 'text', nullable: true },
}, {
  customer: { type: 'many-to-one', target: 'Customer', joinColumn: { name: 'customer_id' }, inverseSide: 'orders' },
  lines: { type: 'one-to-many', target: 'Line', inverseSide: 'order', cascade: true },
});
const Line = entity('Line', 'order_lines', {
  id: key, number: { type: 'int', name: 'line_no' }, quantity: { type: 'int', default: 1 }, price: { type: 'numeric' }, amount: { type: 'numeric', insert: false, update: false },
}, { order: { type: 'many-to-one', target: 'Order', joinColumn: { name: 'order_id' }, inverseSide: 'lines' }, product: { type: 'many-to-one', target: 'Product', joinColumn: { name: 'product_id' } } });
const Job = entity('Job', 'jobs', { id: { ...key, type: 'int' }, kind: { type: 'varchar' }, state: { type: 'varchar', default: 'ready' }, attempts: { type: 'int', default: 0 } });
const Stock = entity('Stock', 'stock_levels', { warehouse: { type: 'varchar', primary: true }, product: { type: 'bigint', name: 'product_id', primary: true }, amount: { type: 'int' } });
const say = (sql, values) => tell('sql:', sql, values ?? '');
const logger = { logQuery: say, logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
const options = { type: 'postgres', url: process.argv[2], logger, extra: { max: 3 } };
const db = await new DataSource({ ...options, entities: [Customer, Category, Label, Product, Order, Line, Job, Stock] }).initialize();
const of = schema => db.getRepository(schema);

async function read() {
  await attempt('find', () => of(Customer).findOneBy({ id: 3 }));
  await attempt('none', () => of(Customer).findOneByOrFail({ id: 777 }));
  await attempt('where', () => of(Customer).find({ where: [{ level: In(['gold', 'silver']), active: true }, { city: IsNull() }], order: { id: 'ASC' }, take: 6 }));
  await attempt('relations', () => of(Order).find({ relations: { customer: true, lines: { product: true } }, where: { customer: { id: In([2, 3]) } }, order: { id: 'ASC', lines: { id: 'ASC' } } }));
  await attempt('page with relations', () => of(Customer).find({ relations: { orders: true }, order: { id: 'ASC', orders: { id: 'ASC' } }, take: 3, skip: 3 }));
  await attempt('apart', () => of(Customer).find({ relations: { orders: true }, relationLoadStrategy: 'query', where: { id: 4 } }));
  await attempt('labels', () => of(Product).find({ relations: { labels: true, category: true }, where: { id: In([5, 6, 7]) }, order: { id: 'ASC', labels: { id: 'ASC' } } }));
  await attempt('and count', () => of(Product).findAndCount({ select: ['id', 'price'], order: { price: 'DESC', id: 'ASC' }, take: 3, skip: 3 }));
  await attempt('raw', () => of(Customer).findBy({ settings: Raw(column => `${column} ->> 'theme' = 'dark'`), id: MoreThan(25) }).then(rows => rows.map(row => row.id).sort()));
  await attempt('aggregates', async () => [await of(Product).sum('price'), await of(Product).average('price'), await of(Product).maximum('price'), await of(Order).countBy({ state: Not('new') }), await of(Customer).existsBy({ id: 9 })]);
  await attempt('builder', () => db.createQueryBuilder(Order, 'o').innerJoin('o.customer', 'c').leftJoin('o.lines', 'l').select('c.id', 'id').addSelect('sum(l.amount)', 'amount').where(new Brackets(q => q.where("o.state = 'paid'").orWhere('c.level = :level', { level: 'gold' }))).groupBy('c.id').having('count(*) > 1').orderBy('c.id').limit(5).getRawMany());
  await attempt('exists', () => db.createQueryBuilder(Customer, 'c').where(q => `EXISTS ${q.subQuery().select('1').from(Order, 'o').where("o.customer_id = c.id AND o.state = 'shipped'").getQuery()}`).orderBy('c.id').select('c.id').getMany());
  await attempt('counted relation', () => db.createQueryBuilder(Category, 'c').leftJoinAndSelect('c.children', 'k').orderBy('c.id').addOrderBy('k.id').getManyAndCount());
  await attempt('of a relation', () => db.createQueryBuilder().relation(Product, 'labels').of(7).loadMany().then(rows => rows.map(row => row.name).sort()));
  await attempt('common table', () => db.createQueryBuilder().addCommonTableExpression('SELECT customer_id, count(*) AS n FROM orders GROUP BY 1', 'big').from('big', 'b').select('b.customer_id', 'id').addSelect('b.n', 'n').orderBy('b.customer_id').limit(4).getRawMany());
  await attempt('query', () => db.query('SELECT id, order_total(id) AS total, rank() OVER (ORDER BY id DESC)::int FROM orders ORDER BY id LIMIT $1', [4]));
}

async function write() {
  await attempt('save', () => of(Customer).save({ email: 'new@example.com', name: 'New', level: 'gold', tags: ['a'], settings: { theme: 'red' } }));
  await attempt('cascade', () => of(Order).save({ customer: { id: 2 }, state: 'paid', lines: [{ number: 1, product: { id: 3 }, quantity: 2, price: 4.5 }, { number: 2, product: { id: 4 }, price: 9 }] }));
  await attempt('change', async () => {
    const customer = await of(Customer).findOneBy({ id: 4 });
    customer.name = 'Changed';
    customer.settings.theme = 'blue';
    return of(Customer).save(customer);
  });
  await attempt('labels', async () => {
    const product = await of(Product).findOne({ where: { id: 7 }, relations: { labels: true } });
    product.labels = [{ id: 5 }, { id: 1 }];
    return of(Product).save(product);
  });
  await attempt('many', () => of(Label).save(['one', 'two', 'three'].map(name => ({ name }))));
  await attempt('insert', () => of(Label).insert([{ name: 'four' }, { name: 'five' }]).then(result => result.identifiers));
  await attempt('upsert', () => of(Label).upsert([{ id: 2, name: 'offer' }, { id: 90, name: 'ninety' }], ['id']).then(result => result.raw));
  await attempt('or ignore', () => db.createQueryBuilder().insert().into(Label).values([{ name: 'heavy' }, { name: 'six' }]).orIgnore().returning('*').execute().then(result => result.raw));
  await attempt('or update', () => db.createQueryBuilder().insert().into(Stock).values([{ warehouse: 'east', product: 3, amount: 1 }, { warehouse: 'new', product: 3, amount: 2 }]).orUpdate(['amount'], ['warehouse', 'product_id']).execute().then(result => result.raw));
  await attempt('update', () => of(Product).update({ category: { id: 4 } }, { name: 'named' }));
  await attempt('update builder', () => db.createQueryBuilder().update(Product).set({ price: () => 'price * 2' }).where('id IN (:...ids)', { ids: [8, 9] }).returning(['id', 'price']).execute().then(result => result.raw.sort((a, b) => a.id - b.id)));
  await attempt('increment', () => of(Job).increment({ id: MoreThan(17) }, 'attempts', 2));
  await attempt('remove', async () => of(Order).remove(await of(Order).findOneBy({ id: 5 })));
  await attempt('delete', () => of(Line).delete({ order: { id: In([7, 8]) } }));
  await attempt('relation', () => db.createQueryBuilder().relation(Product, 'labels').of(9).add([5]));
  await attempt('calls', async () => [await db.query('SELECT raise_prices(2, 1.5)'), await db.query('CALL cancel_orders(3)'), await db.query('SELECT * FROM price_changes ORDER BY 1, 2, 3')]);
}

async function transact() {
  await attempt('nested', () => db.transaction(async manager => {
    await manager.update(Customer, 10, { name: 'kept' });
    await attempt('inner', () => manager.transaction(async inner => {
      await inner.update(Customer, 11, { name: 'never' });
      await inner.insert(Label, { name: 'fragile' });
    }));
    return manager.find(Customer, { where: { id: In([10, 11]) }, order: { id: 'ASC' }, select: ['name'] });
  }));
  const ready = manager => manager.createQueryBuilder(Job, 'j').where("j.state = 'ready'").orderBy('j.id').limit(3).setLock('pessimistic_write').setOnLocked('skip_locked').getMany();
  await attempt('queue', () => db.transaction(async manager => {
    const mine = await ready(manager);
    await attempt('another', () => db.transaction(ready));
    await manager.update(Job, mine.map(job => job.id), { state: 'done' });
    return mine;
  }));
  await attempt('locked', () => db.transaction('SERIALIZABLE', manager => manager.findOne(Customer, { where: { id: 13 }, lock: { mode: 'pessimistic_write' } })));
  await attempt('locked join', () => db.transaction(manager => manager.createQueryBuilder(Order, 'o').innerJoinAndSelect('o.customer', 'c').where('o.id IN (12, 13)').orderBy('o.id').setLock('for_no_key_update', undefined, ['o', 'c']).getMany()));
  await attempt('version', () => of(Product).findOne({ where: { id: 10 }, lock: { mode: 'optimistic', version: 7 } }));
}

async function fail() {
  await attempt('unique', () => of(Customer).save({ email: 'customer6@example.com', name: 'twice' }));
  await attempt('not null', () => of(Customer).save({ name: 'none' }));
  await attempt('foreign key', () => of(Line).save({ order: { id: 13 }, number: 9, product: { id: 999 }, price: 1 }));
  await attempt('referenced', () => of(Customer).delete(15));
  await attempt('check', () => of(Product).update(11, { price: -1 }));
  await attempt('enum', () => of(Order).update(13, { state: 'lost' }));
  await attempt('statement', () => db.query('SELECT nothing FROM customers'));
}

async function define() {
  const Coupon = entity('Coupon', 'coupons', { id: { ...key, type: 'int' }, code: { type: 'varchar', length: 12, unique: true }, kind: { type: 'enum', enum: ['fixed', 'percent'], default: 'fixed' } });
  const more = await new DataSource({ ...options, entities: [Coupon], synchronize: true }).initialize();
  await attempt('coupon', () => more.getRepository(Coupon).save({ code: 'TEN' }));
  await attempt('twice', () => more.getRepository(Coupon).save({ code: 'TEN' }));
  await more.destroy();
}

await play({ read, write, transact, fail, define });
await db.destroy();
tell('history: done');
