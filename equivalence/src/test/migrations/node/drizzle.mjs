import { mkdtempSync, mkdirSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const cut = '\n--> statement-breakpoint\n';
export const history = [
  'DROP VIEW "public"."active_users";',
  'ALTER TABLE "users" ADD COLUMN "phone" varchar(20);',
  `ALTER TABLE "users" ADD COLUMN "logins" integer DEFAULT 0 NOT NULL;${cut}ALTER TABLE "users" ADD COLUMN "token" uuid DEFAULT gen_random_uuid();`,
  'CREATE TABLE IF NOT EXISTS "addresses" ("id" serial PRIMARY KEY NOT NULL, "user_id" integer NOT NULL, "city" text NOT NULL);',
  `DO $$ BEGIN
 ALTER TABLE "addresses" ADD CONSTRAINT "addresses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;`,
  `INSERT INTO "addresses" ("user_id", "city") SELECT "id", 'x' FROM "users" WHERE "id" < 4 ORDER BY "id";`,
  'ALTER TABLE "users" RENAME COLUMN "joined" TO "created_at";',
  'ALTER TABLE "users" ALTER COLUMN "name" SET DATA TYPE varchar(100);',
  'CREATE UNIQUE INDEX IF NOT EXISTS "users_name_idx" ON "users" USING btree ("name");',
  'CREATE TYPE "public"."level" AS ENUM(\'low\', \'high\');',
  `ALTER TABLE "users" ADD COLUMN "level" "level" DEFAULT 'low' NOT NULL;${cut}UPDATE "users" SET "level" = 'high' WHERE "id" > 15;`,
  'ALTER TYPE "public"."order_status" ADD VALUE \'returned\';',
  `UPDATE "users" SET "email" = 'none' || "id" WHERE "email" IS NULL;${cut}ALTER TABLE "users" ALTER COLUMN "email" SET NOT NULL;`,
  'ALTER TABLE "orders" ADD COLUMN "note" text DEFAULT \'\' NOT NULL;',
  'ALTER TABLE "order_lines" ADD CONSTRAINT "lines_order_product" UNIQUE("order_id","product_id");',
  'ALTER TABLE "reviews" RENAME TO "opinions";',
  `ALTER TABLE "opinions" DROP COLUMN IF EXISTS "body";${cut}DELETE FROM "opinions" WHERE "stars" < 2;`,
  'ALTER TABLE "users" DROP COLUMN "token";',
];
export const failing = [
  'ALTER TABLE "orders" ADD CONSTRAINT "orders_user_unique" UNIQUE("user_id");',
  'ALTER TABLE "products" ALTER COLUMN "details" SET NOT NULL;',
  'ALTER TABLE "products" ALTER COLUMN "name" SET DATA TYPE varchar(5);',
];

export async function run(url, migrations) {
  const folder = mkdtempSync(join(tmpdir(), 'drizzle-'));
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    mkdirSync(join(folder, 'meta'));
    const entries = migrations.map((sql, idx) => {
      const tag = String(idx).padStart(4, '0');
      writeFileSync(join(folder, `${tag}.sql`), sql);
      return { idx, version: '7', when: 1700000000000 + idx, tag, breakpoints: true };
    });
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
    await migrate(drizzle(pool), { migrationsFolder: folder });
  } finally {
    await pool.end();
    rmSync(folder, { recursive: true });
  }
}
