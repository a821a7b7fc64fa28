#!/usr/bin/env bash
# psql.sh URL: what people do in psql, Ctrl-C included.
set -euo pipefail
cd "$(dirname "$0")"
export PSQLRC=/dev/null PAGER=cat LC_ALL=C.UTF-8 PGTZ=UTC
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
echo "version $(psql --version | grep -oE '[0-9]+\.[0-9]+' | head -1)"

psql -X "$1" -v work="$work" -f psql.sql 2>&1 | sed -E "s/with PID [0-9]+/with PID n/"
sort "$work/users.txt" "$work/products.csv"

# As the terminal does it: what psql has started is interrupted, too.
set -m
# Interrupts what reads its commands from standard input, once that is in what is described.
interrupted() { # condition
  psql -X "$1" <&0 >"$work/out" 2>&1 &
  local pid=$!
  until [ "$(psql -XAt "$1" -c "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
      AND state = 'active' AND pid <> pg_backend_pid() AND $2")" = 1 ]; do kill -0 $pid; done
  kill -INT -- "-$pid"
  wait $pid || echo "psql ends with $?"
  cat "$work/out"
}
interrupted "$1" "wait_event = 'PgSleep'" <<'SQL'
\set VERBOSITY verbose
UPDATE users SET name = 'slept' WHERE id = (SELECT 1 FROM pg_sleep(60));
SELECT name FROM users WHERE id = 1;
SQL
interrupted "$1" "query LIKE 'COPY%' AND wait_event = 'ClientRead'" <<'SQL'
\copy users (id, name) from program 'echo 600,interrupted; exec sleep 60' with (format csv)
SELECT count(*) FROM users WHERE id = 600;
SQL
interrupted "$1" "query LIKE 'SELECT 1 FROM pg_sleep%'" <<'SQL'
\t on
SELECT 1 FROM pg_sleep(60), users WHERE id = 1 \watch 1
SELECT name FROM users WHERE id = 1;
SQL
echo "history: done"
