#!/usr/bin/env bash
# dump.sh URL: pg_dump of a database that is changed, and pg_restore of a part of it.
# A server that is newer than pg_dump is refused by that.
set -euo pipefail
export PSQLRC=/dev/null LC_ALL=C.UTF-8
url="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
echo "version $(pg_dump --version | grep -oE '[0-9]+\.[0-9]+' | head -1)"
tell() { "$@" 2>&1 || echo "$1 ends with $?"; }
# the server's patch, the key of the restriction of newer releases, and what holds OIDs
plain() { sed -E '/^-- Dumped (from|by)/d; /^\\(un)?restrict /d; s/^[0-9]+; [0-9]+ [0-9]+/entry/; /^;/d; s#port [0-9]+#port#'; }

psql -Xq "$url" <<'SQL'
UPDATE users SET name = 'changed' WHERE id IN (1, 3);
INSERT INTO users (name, email) VALUES ('added', 'added@example.com');
DELETE FROM reviews WHERE user_id = 2;
ALTER TABLE products ADD COLUMN weight numeric DEFAULT 1;
ALTER TABLE orders RENAME COLUMN placed TO placed_on;
CREATE TABLE devices (id serial PRIMARY KEY, owner int REFERENCES users (id));
INSERT INTO devices (owner) VALUES (1), (2);
COMMENT ON COLUMN devices.owner IS 'whose';
GRANT SELECT ON users TO alice;
SQL
tell pg_dump --schema-only "$url" | plain
pg_dump --schema-only "$url" >/dev/null 2>&1 || { echo "history: done"; exit 0; }
# a table's rows have no order
tell pg_dump --data-only "$url" | plain | sort
tell pg_dump --data-only --inserts --rows-per-insert=1 -t users -t 'order*' "$url" | plain | sort
tell pg_dump -Fc -j 1 -f "$work/all" "$url" | plain
tell pg_dump -Fd -j 3 -f "$work/parallel" "$url" | plain
for dump in all parallel; do
  [ -e "$work/$dump" ] || continue
  tell pg_restore -l "$work/$dump" | plain
  tell pg_restore --clean --single-transaction -n stock -d "$url" "$work/$dump" | plain
  tell psql -XAt "$url" -c 'SELECT * FROM stock.levels ORDER BY 1'
  psql -Xq "$url" -c 'DELETE FROM devices' -c 'DELETE FROM reviews' -c 'DROP VIEW active_users'
  tell pg_restore --data-only --disable-triggers -j 2 -t devices -t reviews -d "$url" "$work/$dump" | plain
  tell pg_restore --schema-only -t active_users -d "$url" "$work/$dump" | plain
  tell psql -XAt "$url" -c 'SELECT * FROM devices ORDER BY 1' -c 'SELECT * FROM reviews ORDER BY 1' -c 'SELECT * FROM active_users ORDER BY 1'
done
echo "history: done"
