import knex from 'knex';

const steps = [
  (k) => k.schema.dropView('active_users').dropViewIfExists('order_totals'),
  (k) => k.schema.alterTable('users', (t) => { t.string('phone', 20); t.integer('logins').notNullable().defaultTo(0); }),
  (k) => k.schema.createTable('addresses', (t) => {
    t.increments();
    t.integer('user_id').notNullable().references('id').inTable('users').onDelete('CASCADE');
    t.string('city').notNullable().index();
    t.timestamps(true, true, false);
  }),
  async (k) => {
    const users = await k('users').select('id', 'name').orderBy('id');
    await k('addresses').insert(users.slice(0, 5).map((u) => ({ user_id: u.id, city: `city of ${u.name}`, created_at: '2025-01-01', updated_at: '2025-01-01' })));
  },
  (k) => k.schema.alterTable('users', (t) => t.renameColumn('joined', 'created_at')),
  (k) => k('users').where('id', '<', 6).update({ phone: '555-0100', logins: k.raw('logins + id') }),
  (k) => k.schema.alterTable('products', (t) => { t.uuid('public_id').defaultTo('00000000-0000-0000-0000-000000000000').notNullable(); }),
  (k) => k.schema.alterTable('orders', (t) => { t.index(['user_id', 'placed'], 'orders_by_user'); t.decimal('discount', 8, 2).defaultTo(0); }),
  (k) => k.schema.alterTable('users', (t) => t.string('name', 120).notNullable().alter()),
  (k) => k.schema.withSchema('stock').alterTable('levels', (t) => t.bigInteger('amount').notNullable().alter()),
  (k) => k.schema.createView('big_orders', (v) => v.as(k('orders').where('total', '>', 100).select('id', 'user_id', 'total'))),
  (k) => k.raw('ALTER TABLE users ADD CONSTRAINT logins_positive CHECK (logins >= 0)'),
  (k) => k.schema.renameTable('reviews', 'opinions'),
  (k) => k.schema.alterTable('opinions', (t) => { t.boolean('approved').notNullable().defaultTo(true); t.dropColumn('body'); }),
  async (k) => { await k('opinions').where('stars', 1).del(); await k('opinions').where('stars', '>', 3).update({ approved: false }); },
  (k) => k.schema.alterTable('users', (t) => t.unique(['name'], { indexName: 'users_name_unique' })),
  (k) => k.raw("UPDATE users SET email = 'user' || id || '@nowhere.example' WHERE email IS NULL"),
  (k) => k.schema.alterTable('users', (t) => t.string('email').notNullable().alter()),
  (k) => k.schema.createView('active_users', (v) => v.as(k('users').where('active', true).select('id', 'name', 'email'))),
  (k) => k.schema.dropView('big_orders').raw('ALTER TABLE orders ALTER COLUMN status TYPE text USING upper(status::text)'),
];

const failures = [
  (k) => k.schema.alterTable('orders', (t) => t.unique(['user_id'])),
  (k) => k.schema.alterTable('products', (t) => t.jsonb('details').notNullable().alter()),
  (k) => k.raw('ALTER TABLE products ADD CONSTRAINT cheap CHECK (price < 10)'),
];

const migration = (name) => (up, i) => ({ name: `${name}_${String(i + 1).padStart(2, '0')}`, up });
export const history = steps.map(migration('step'));
export const failing = failures.map(migration('wrong'));

export async function run(url, migrations) {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } });
  try {
    await db.migrate.latest({
      migrationSource: {
        getMigrations: async () => migrations,
        getMigrationName: (m) => m.name,
        getMigration: (m) => ({ up: m.up, down: async () => {} }),
      },
    });
  } finally {
    await db.destroy();
  }
}
