import 'reflect-metadata';
import { DataSource, Table, TableColumn, TableForeignKey, TableIndex, TableUnique, TableCheck } from 'typeorm';

const steps = [
  (q) => q.query('DROP VIEW active_users, order_totals'),
  (q) => q.addColumn('users', new TableColumn({ name: 'phone', type: 'varchar', length: '20', isNullable: true })),
  (q) => q.addColumns('users', [
    new TableColumn({ name: 'logins', type: 'int', default: 0 }),
    new TableColumn({ name: 'seen', type: 'timestamptz', isNullable: true }),
  ]),
  (q) => q.createTable(new Table({
    name: 'addresses',
    columns: [
      { name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
      { name: 'user_id', type: 'int' },
      { name: 'city', type: 'varchar' },
    ],
    foreignKeys: [{ name: 'addresses_user', columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  }), true),
  (q) => q.query("INSERT INTO addresses (user_id, city) SELECT id, 'city of ' || name FROM users WHERE id <= 5 ORDER BY id"),
  (q) => q.renameColumn('users', 'joined', 'created_at'),
  (q) => q.query('UPDATE users SET logins = id * 2 WHERE id % 2 = 0'),
  (q) => q.createIndex('orders', new TableIndex({ name: 'orders_by_user', columnNames: ['user_id', 'placed'] })),
  (q) => q.query('ALTER TABLE products ALTER COLUMN name TYPE varchar(200)'),
  (q) => q.createUniqueConstraint('users', new TableUnique({ name: 'users_one_name', columnNames: ['name'] })),
  (q) => q.createCheckConstraint('users', new TableCheck({ name: 'logins_positive', expression: 'logins >= 0' })),
  (q) => q.renameTable('reviews', 'opinions'),
  (q) => q.dropColumn('opinions', 'body'),
  (q) => q.query('DELETE FROM opinions WHERE stars = 1'),
  (q) => q.query('ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,3)'),
  (q) => q.addColumn('products', new TableColumn({ name: 'maker_id', type: 'int', isNullable: true })),
  (q) => q.query('CREATE TABLE makers (id int PRIMARY KEY, name text NOT NULL)'),
  (q) => q.query("INSERT INTO makers SELECT DISTINCT category_id, 'maker ' || category_id FROM products WHERE category_id IS NOT NULL"),
  (q) => q.query('UPDATE products SET maker_id = category_id'),
  (q) => q.createForeignKey('products', new TableForeignKey({ name: 'products_maker', columnNames: ['maker_id'], referencedTableName: 'makers', referencedColumnNames: ['id'] })),
];

const failures = [
  (q) => q.createUniqueConstraint('orders', new TableUnique({ name: 'one_order_each', columnNames: ['user_id'] })),
  (q) => q.query('ALTER TABLE users ALTER COLUMN email SET NOT NULL'),
  (q) => q.query('ALTER TABLE orders ADD CONSTRAINT to_products FOREIGN KEY (id) REFERENCES products (id)'),
];

const migration = (word, base) => (up, i) => {
  const name = `${word}${String(i + 1).padStart(2, '0')}${base + i}`;
  return ({ [name]: class { name = name; up(q) { return up(q); } async down() {} } })[name];
};
export const history = steps.map(migration('Step', 1700000000000));
export const failing = failures.map(migration('Wrong', 1800000000000));

export async function run(url, migrations) {
  const source = new DataSource({ type: 'postgres', url, migrations });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
