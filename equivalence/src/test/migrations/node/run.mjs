// node run.mjs TOOL URL: runs the tool's history, then, one by one, what must fail on the data. Prints what came of it.
import { readFileSync } from 'node:fs';
import pg from 'pg';


const [tool, url] = process.argv.slice(2);

function tell(name, error) {
  const cause = error?.cause ?? error?.driverError ?? error;
  console.log(
    error
      ? `${name}: ${cause.code} ${cause.message.replace(/^[\s\S]* - /, '')} | ${(cause.detail ?? '').replace(/=\(.*?\)/, '=(one of several)')} | ${cause.constraint ?? ''}`
      : `${name}: done`);
}

const name = tool === 'drizzle' ? 'drizzle-orm' : tool;
console.log(`version ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`);
const { history, failing, run } = await import(`./${tool}.mjs`);
await attempt('history', () => run(url, history));
for (let i = 0; i < failing.length; i++) {
  await attempt(`failing ${i + 1}`, () => run(url, [...history, failing[i]]));
}

// When each migration ran is not the same anywhere.
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('DROP TABLE IF EXISTS knex_migrations, knex_migrations_lock, pgmigrations, migrations');
await client.query('DROP SCHEMA IF EXISTS drizzle CASCADE');
await client.end();

async function attempt(name, work) {
  try {
    await work();
    tell(name);
  } catch (error) {
    tell(name, error);
  }
}
