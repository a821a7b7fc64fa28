-- What this fresh database was given: so that what the preview drops or renames stays dropped or renamed.
CREATE SCHEMA IF NOT EXISTS pgveneer;
CREATE TABLE IF NOT EXISTS pgveneer.provisioned (
    key text PRIMARY KEY,
    relid oid
);
