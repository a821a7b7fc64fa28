import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runner } from 'node-pg-migrate';

export const history = [
  "pgm.dropView('active_users'); pgm.dropView('order_totals');",
  "pgm.addColumns('users', { phone: { type: 'varchar(20)' }, logins: { type: 'integer', notNull: true, default: 0 } });",
  "pgm.createTable('addresses', { id: 'id', user_id: { type: 'integer', notNull: true, references: 'users', onDelete: 'CASCADE' }, city: { type: 'text' } });",
  "pgm.sql(\"INSERT INTO addresses (user_id, city) SELECT id, name FROM users WHERE id <= 3 ORDER BY id\");",
  "pgm.renameColumn('users', 'joined', 'created_at');",
  "pgm.alterColumn('users', 'name', { type: 'varchar(80)' });",
  "pgm.createIndex('orders', ['user_id', 'placed'], { name: 'orders_by_user' });",
  "pgm.noTransaction(); pgm.createIndex('orders', 'placed', { name: 'orders_by_day', concurrently: true });",
  "pgm.addConstraint('users', 'logins_positive', { check: 'logins >= 0' });",
  "pgm.addConstraint('users', 'users_name_key', 'UNIQUE (name)');",
  "pgm.createType('level', ['low', 'high']); pgm.addColumn('users', { level: { type: 'level', default: 'low' } });",
  "pgm.addTypeValue('level', 'middle', { before: 'high', ifNotExists: true });",
  "pgm.sql(\"UPDATE users SET level = 'middle' WHERE id BETWEEN 5 AND 9\");",
  "pgm.createView('levels', {}, 'SELECT level, count(*) AS n FROM users GROUP BY level');",
  "pgm.createMaterializedView('stars', {}, 'SELECT product_id, avg(stars) AS stars FROM reviews GROUP BY product_id');",
  "pgm.refreshMaterializedView('stars');",
  "pgm.renameTable('reviews', 'opinions'); pgm.dropColumns('opinions', 'body');",
  "pgm.createFunction('spent', [{ name: 'uid', type: 'integer' }], { returns: 'numeric', language: 'sql', behavior: 'STABLE' }, 'SELECT sum(total) FROM orders WHERE user_id = uid');",
  "pgm.addColumn('users', { spent: { type: 'numeric' } }); pgm.sql('UPDATE users SET spent = spent(id)');",
  "pgm.createTrigger('users', 'keep_spent', { when: 'BEFORE', operation: 'UPDATE', level: 'ROW', language: 'plpgsql' }, 'BEGIN NEW.logins = OLD.logins + 1; RETURN NEW; END');",
  "pgm.sql('UPDATE users SET phone = id::text WHERE id < 4');",
];
export const failing = [
  "pgm.addConstraint('orders', 'one_each', 'UNIQUE (user_id)');",
  "pgm.alterColumn('users', 'email', { notNull: true });",
  "pgm.addConstraint('products', 'to_users', 'FOREIGN KEY (id) REFERENCES users');",
];

export async function run(url, migrations) {
  const dir = mkdtempSync(join(tmpdir(), 'node-pg-migrate-'));
  try {
    migrations.forEach((body, i) => {
      const name = `${1700000000000 + i}_${history.includes(body) ? 'step' : 'wrong'}.mjs`;
      writeFileSync(join(dir, name), `export const up = (pgm) => { ${body} };\nexport const down = false;\n`);
    });
    await runner({ databaseUrl: url, dir, direction: 'up', migrationsTable: 'pgmigrations', count: Infinity, log: () => {}, verbose: false });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
