-- What this fresh database was given: so that what the preview drops or renames stays dropped or renamed. What is made
-- here is none of the preview's own definitions.
DO $$
BEGIN
  IF to_regclass('pgveneer.provisioned') IS NULL OR NOT EXISTS (
       SELECT FROM pg_attribute WHERE attrelid = to_regclass('pgveneer.provisioned') AND attname = 'origin') THEN
    PERFORM set_config('pgveneer.engine', 'on', true);
    CREATE SCHEMA IF NOT EXISTS pgveneer;
    CREATE TABLE IF NOT EXISTS pgveneer.provisioned (
        key text PRIMARY KEY,
        relid oid,
        origin text                    -- class and OID in production
    );
    ALTER TABLE pgveneer.provisioned ADD COLUMN IF NOT EXISTS origin text;
  END IF;
END $$
