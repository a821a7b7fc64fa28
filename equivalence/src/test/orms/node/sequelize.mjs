// node sequelize.mjs URL: what applications do through Sequelize, with each statement that it sends.
import { DataTypes, Op, QueryTypes, Sequelize, Transaction, col, fn, literal, where } from 'sequelize';
import { attempt, play, tell, version } from './told.mjs';

version('sequelize');
const db = new Sequelize(process.argv[2], {
  logging: (sql, options) => tell('sql:', sql.replace(/[0-9a-f-]{36}/g, 'id').replaceAll(new URL(process.argv[2]).pathname.slice(1), 'database').replace(/\$func_[0-9a-f]{32}/g, '$func'), options.bind ?? ''),
  define: { timestamps: false },
  pool: { max: 3 },
});
const { ARRAY, BIGINT, BOOLEAN, DATE, DATEONLY, DECIMAL, ENUM, INTEGER, JSONB, STRING, TEXT, BLOB } = DataTypes;
const id = { type: BIGINT, primaryKey: true, autoIncrement: true };
const Customer = db.define('Customer', {
  id, email: { type: STRING(120), unique: true }, name: STRING(80), level: ENUM('basic', 'silver', 'gold'), street: STRING, city: STRING,
  settings: JSONB, tags: ARRAY(TEXT), active: BOOLEAN, born: DATEONLY, ordersCount: { type: INTEGER, field: 'orders_count' },
  created: { type: DATE, field: 'created_at' },
}, { tableName: 'customers', version: 'lock_version', scopes: { vip: { where: { tags: { [Op.contains]: ['vip'] } } } } });
const Profile = db.define('Profile', { customerId: { type: BIGINT, primaryKey: true, field: 'customer_id' }, bio: TEXT, picture: BLOB }, { tableName: 'profiles' });
const Category = db.define('Category', { id: { ...id, type: INTEGER }, name: STRING(60), parentId: { type: INTEGER, field: 'parent_id' } }, { tableName: 'categories' });
const Product = db.define('Product', {
  id: { type: BIGINT, primaryKey: true, autoIncrement: true }, sku: { type: STRING(20), unique: true }, name: STRING(80), price: DECIMAL(10, 2),
  categoryId: { type: INTEGER, field: 'category_id' }, details: JSONB,
}, { tableName: 'products', version: 'version' });
const Label = db.define('Label', { id: { ...id, type: INTEGER }, name: { type: STRING(40), unique: true } }, { tableName: 'labels' });
const Order = db.define('Order', {
  id, customerId: { type: BIGINT, field: 'customer_id' }, state: ENUM('new', 'paid', 'shipped', 'cancelled'), placed: DATE, note: TEXT,
}, { tableName: 'orders' });
const Line = db.define('Line', {
  id, orderId: { type: BIGINT, field: 'order_id' }, lineNo: { type: INTEGER, field: 'line_no' }, productId: { type: BIGINT, field: 'product_id' },
  quantity: INTEGER, price: DECIMAL(10, 2),
}, { tableName: 'order_lines' });
const Job = db.define('Job', { id: { ...id, type: INTEGER }, kind: STRING, payload: JSONB, state: STRING, attempts: INTEGER }, { tableName: 'jobs' });
const Total = db.define('Total', { id: { type: BIGINT, primaryKey: true }, name: STRING, orders: INTEGER, amount: DECIMAL }, { tableName: 'customer_totals' });
const ProductLabel = db.define('ProductLabel', {}, { tableName: 'product_labels' });
Customer.hasMany(Order, { as: 'orders', foreignKey: 'customerId' });
Order.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' });
Customer.hasOne(Profile, { as: 'profile', foreignKey: 'customerId' });
Profile.belongsTo(Customer, { foreignKey: 'customerId' });
Order.hasMany(Line, { as: 'lines', foreignKey: 'orderId' });
Line.belongsTo(Order, { as: 'order', foreignKey: 'orderId' });
Line.belongsTo(Product, { as: 'product', foreignKey: 'productId' });
Product.belongsTo(Category, { as: 'category', foreignKey: 'categoryId' });
Category.hasMany(Product, { as: 'products', foreignKey: 'categoryId' });
Category.hasMany(Category, { as: 'children', foreignKey: 'parentId' });
Product.belongsToMany(Label, { as: 'labels', through: ProductLabel, foreignKey: 'product_id', otherKey: 'label_id' });
Label.belongsToMany(Product, { as: 'products', through: ProductLabel, foreignKey: 'label_id', otherKey: 'product_id' });

async function read() {
  await attempt('by key', () => Customer.findByPk(3));
  await attempt('none', () => Customer.findByPk(777));
  await attempt('must', () => Customer.findOne({ where: { email: 'none' }, rejectOnEmpty: true }));
  await attempt('where', () => Customer.findAll({ where: { active: true, level: ['gold', 'silver'], city: { [Op.ne]: null } }, order: ['id'], limit: 4 }));
  await attempt('or', () => Customer.findAll({ attributes: ['id'], where: { [Op.or]: [{ id: { [Op.between]: [2, 4] } }, { name: { [Op.iLike]: 'customer 2%' } }] }, order: [['id', 'DESC']] }));
  await attempt('jsonb', () => Customer.findAll({ attributes: ['id', 'settings'], where: { 'settings.theme': 'dark', 'settings.limits.day': { [Op.gt]: 100 } }, order: ['id'] }));
  await attempt('scope', () => Customer.scope('vip').findAll({ attributes: ['id'], order: ['id'] }));
  await attempt('include', () => Customer.findAll({ where: { id: [1, 2, 3] }, include: [{ model: Order, as: 'orders', include: [{ model: Line, as: 'lines', include: ['product'] }] }, 'profile'], order: ['id', [{ model: Order, as: 'orders' }, 'id'], [{ model: Order, as: 'orders' }, { model: Line, as: 'lines' }, 'id']] }));
  await attempt('required', () => Order.findAll({ include: [{ model: Customer, as: 'customer', where: { level: 'gold' }, required: true }], order: ['id'], limit: 3, offset: 2 }));
  await attempt('limited include', () => Customer.findAll({ include: ['orders'], order: ['id', [{ model: Order, as: 'orders' }, 'id']], limit: 3, offset: 3 }));
  await attempt('separate', () => Customer.findAll({ where: { id: [4, 5] }, include: [{ model: Order, as: 'orders', separate: true, order: ['id'] }], order: ['id'] }));
  await attempt('many to many', () => Product.findAll({ where: { id: [5, 6, 7] }, include: [{ model: Label, as: 'labels', through: { attributes: [] } }], order: ['id', [{ model: Label, as: 'labels' }, 'name']] }));
  await attempt('page', () => Product.findAndCountAll({ order: [['price', 'DESC'], 'id'], limit: 4, offset: 4, attributes: ['id', 'price'] }));
  await attempt('counted include', () => Order.findAndCountAll({ include: ['lines'], distinct: true, order: ['id', [{ model: Line, as: 'lines' }, 'id']], limit: 2 }));
  await attempt('aggregates', async () => [await Product.sum('price'), await Product.max('price'), await Product.min('name'), await Customer.count({ col: 'city', distinct: true }), await Order.count({ group: ['state'] })].map(value => (Array.isArray(value) ? value.sort((a, b) => (a.state < b.state ? -1 : 1)) : value)));
  await attempt('group', () => Order.findAll({ attributes: ['customerId', [fn('count', col('id')), 'n']], group: ['customerId'], having: where(fn('count', col('id')), Op.gt, 1), order: ['customerId'], limit: 5, raw: true }));
  await attempt('grouped include', () => Customer.findAll({ attributes: ['id', 'name', [fn('count', col('orders.id')), 'n']], include: [{ model: Order, as: 'orders', attributes: [] }], group: ['Customer.id'], order: ['id'], raw: true }));
  await attempt('literal', () => Customer.findAll({ attributes: ['id', [literal('(SELECT count(*) FROM orders o WHERE o.customer_id = "Customer".id)'), 'n']], order: [[literal('n'), 'DESC'], 'id'], limit: 3, raw: true }));
  await attempt('exists', () => Customer.findAll({ attributes: ['id'], where: literal('EXISTS (SELECT FROM orders o WHERE o.customer_id = "Customer".id AND o.state = \'paid\')'), order: ['id'], raw: true }));
  await attempt('view', () => Total.findAll({ where: { amount: { [Op.gt]: 5 } }, order: ['id'], limit: 4 }));
  await attempt('raw', () => db.query('SELECT id, order_total(id) AS total FROM orders WHERE id < $1 ORDER BY id', { bind: [5], type: QueryTypes.SELECT }));
  await attempt('replaced', () => db.query('SELECT id, rank() OVER (PARTITION BY category_id ORDER BY price DESC)::int AS place FROM products WHERE id IN (:ids) ORDER BY id', { replacements: { ids: [1, 2, 7, 8] }, type: QueryTypes.SELECT }));
  await attempt('reached', async () => [await (await Customer.findByPk(4)).countOrders(), await (await Category.findByPk(2)).getChildren({ order: ['id'] }), await (await Product.findByPk(7)).hasLabel(2)]);
}

async function write() {
  await attempt('create', () => Customer.create({ email: 'new@example.com', name: 'New', level: 'gold', tags: ['a'], settings: { theme: 'red' } }));
  await attempt('nested', () => db.transaction(transaction => Order.create({ customerId: 2, state: 'paid', placed: new Date(0), lines: [{ lineNo: 1, productId: 3, quantity: 2, price: 4.5 }, { lineNo: 2, productId: 4, price: 9 }] }, { include: ['lines'], transaction })));
  await attempt('save', async () => {
    const customer = await Customer.findByPk(4);
    customer.name = 'Changed';
    customer.settings = { ...customer.settings, theme: 'blue' };
    return customer.save();
  });
  await attempt('increment', async () => (await Product.findByPk(5)).increment('price', { by: 1.5 }));
  await attempt('increment many', async () => void (await Customer.increment({ ordersCount: 2 }, { where: { id: { [Op.lt]: 4 } } })));
  await attempt('update', () => Product.update({ price: literal('price * 2') }, { where: { categoryId: 4 } }));
  await attempt('returning', async () => (await Product.update({ name: 'named' }, { where: { id: [6, 7] }, returning: ['id', 'name'] }))[1].map(row => row.toJSON()).sort((a, b) => a.id - b.id));
  await attempt('destroy', async () => (await Order.findByPk(6)).destroy());
  await attempt('destroy many', () => Line.destroy({ where: { orderId: [7, 8] } }));
  await attempt('destroy limited', () => Line.destroy({ where: { orderId: { [Op.lt]: 12 } }, limit: 3, order: ['id'] }));
  await attempt('bulk', () => Label.bulkCreate(['one', 'two', 'three'].map(name => ({ name }))));
  await attempt('bulk ignoring', () => Label.bulkCreate([{ name: 'sale' }, { name: 'four' }], { ignoreDuplicates: true }));
  await attempt('bulk upsert', () => Product.bulkCreate([{ sku: 'SKU-9', name: 'nine', price: 99 }, { sku: 'SKU-NEW', name: 'new', price: 1 }], { updateOnDuplicate: ['name', 'price'], conflictAttributes: ['sku'], fields: ['sku', 'name', 'price'], returning: true }));
  await attempt('upsert', () => Label.upsert({ id: 2, name: 'offer' }));
  await attempt('find or create', async () => [await Label.findOrCreate({ where: { name: 'fragile' } }), await Label.findOrCreate({ where: { name: 'brittle' } }), await Label.findCreateFind({ where: { name: 'heavy' } })]);
  await attempt('labels', async () => {
    const product = await Product.findByPk(7);
    await product.setLabels([1, 5]);
    await product.addLabel(4);
    await product.removeLabel(1);
    return (await product.getLabels({ order: ['id'], joinTableAttributes: [] })).map(label => label.name);
  });
  await attempt('profile', async () => (await Customer.findByPk(2)).createProfile({ bio: 'mine', picture: Buffer.from([0, 255]) }));
  await attempt('calls', async () => [await db.query('SELECT raise_prices(2, 1.5)'), await db.query('CALL cancel_orders(3)'), await db.query('SELECT * FROM price_changes ORDER BY 1, 2, 3', { type: QueryTypes.SELECT })].map(value => value[0]));
}

async function transact() {
  await attempt('rollback', () => db.transaction(async transaction => {
    await Customer.update({ name: 'never' }, { where: { id: 9 }, transaction });
    throw new Error('undone');
  }));
  await attempt('nested', () => db.transaction(async transaction => {
    await Customer.update({ name: 'kept' }, { where: { id: 10 }, transaction });
    await attempt('savepoint', () => db.transaction({ transaction }, async inner => {
      await Customer.update({ name: 'never' }, { where: { id: 11 }, transaction: inner });
      await Customer.create({ email: 'customer5@example.com', name: 'twice' }, { transaction: inner });
    }));
    return Customer.findAll({ attributes: ['name'], where: { id: [9, 10, 11] }, order: ['id'], transaction });
  }));
  await attempt('serializable', () => db.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.SERIALIZABLE }, async transaction => [await Customer.count({ transaction }), await Customer.update({ name: 'serial' }, { where: { id: 12 }, transaction })]));
  await attempt('optimistic', async () => {
    const [first, second] = [await Product.findByPk(10), await Product.findByPk(10)];
    await first.update({ name: 'first' });
    await second.update({ name: 'second' });
  });
  await attempt('locked', () => db.transaction(async transaction => (await Customer.findByPk(13, { lock: transaction.LOCK.UPDATE, transaction })).update({ name: 'locked' }, { transaction })));
  await attempt('locked of', () => db.transaction(transaction => Order.findAll({ where: { id: [12, 13] }, include: [{ model: Customer, as: 'customer', required: true }], lock: { level: transaction.LOCK.UPDATE, of: Order }, order: ['id'], transaction })));
  await attempt('queue', () => db.transaction(async transaction => {
    const ready = options => Job.findAll({ where: { state: 'ready' }, order: ['id'], limit: 3, lock: true, skipLocked: true, ...options });
    const mine = (await ready({ transaction })).map(job => job.id);
    await attempt('another', () => db.transaction(async other => (await ready({ transaction: other })).map(job => job.id)));
    await Job.update({ state: 'done' }, { where: { id: mine }, transaction });
    return mine;
  }));
}

async function fail() {
  await attempt('unique', () => Customer.create({ email: 'customer5@example.com', name: 'twice' }));
  await attempt('unique of mine', () => Customer.create({ email: 'new@example.com', name: 'twice' }));
  await attempt('not null', () => Customer.create({ name: 'x' }));
  await attempt('foreign key', () => Line.create({ orderId: 13, lineNo: 9, productId: 999, price: 1 }));
  await attempt('referenced', () => Customer.destroy({ where: { id: 15 } }));
  await attempt('check', () => Product.update({ price: -1 }, { where: { id: 11 } }));
  await attempt('too long', () => Product.update({ sku: 'x'.repeat(30) }, { where: { id: 11 } }));
  await attempt('enum', () => Order.update({ state: 'lost' }, { where: { id: 13 } }));
  await attempt('statement', () => db.query('SELECT nothing FROM customers'));
  await attempt('bulk', () => Line.bulkCreate([{ orderId: 13, lineNo: 7, productId: 1, price: 1 }, { orderId: 13, lineNo: 1, productId: 1, price: 1 }]));
}

async function define() {
  const Coupon = db.define('Coupon', { code: { type: STRING(12), allowNull: false, unique: true }, kind: ENUM('fixed', 'percent'), customerId: { type: BIGINT, references: { model: 'customers', key: 'id' } } }, { tableName: 'coupons' });
  await attempt('sync', async () => void (await Coupon.sync()));
  await attempt('add column', async () => void (await db.getQueryInterface().addColumn('labels', 'colour', { type: STRING(12), defaultValue: 'red', allowNull: false })));
  await attempt('index', async () => void (await db.getQueryInterface().addIndex('products', ['name', 'price'])));
  await attempt('rename', async () => void (await db.getQueryInterface().renameColumn('jobs', 'kind', 'sort')));
  await attempt('coupon', () => Coupon.create({ code: 'TEN', kind: 'percent', customerId: 16 }));
  await attempt('twice', () => Coupon.create({ code: 'TEN' }));
  await attempt('described', () => db.getQueryInterface().describeTable('labels'));
  await attempt('colours', () => db.query('SELECT colour, count(*)::int FROM labels GROUP BY 1', { type: QueryTypes.SELECT }));
  await attempt('back', async () => void (await db.getQueryInterface().renameColumn('jobs', 'sort', 'kind')));
  await attempt('altered', async () => void (await Label.sync({ alter: true })));
}

await db.authenticate();
await play({ read, write, transact, fail, define });
await db.close();
tell('history: done');
