#!/usr/bin/env bash
# pgbench.sh MODE URL: pgbench's own scripts on tables whose rows are production's, and on those that it makes itself.
set -euo pipefail
export PSQLRC=/dev/null LC_ALL=C.UTF-8
mode="$1" url="$2"
echo "version $(pgbench --version | grep -oE '[0-9]+\.[0-9]+' | head -1)"
bench() { pgbench -n -M "$mode" --random-seed=7 "$@" "$url" 2>&1 | grep -vE 'latency|tps|connection time|^pgbench \(|^transaction type' || true; }
sums() { psql -XAt "$url" -c "SELECT sum(abalance), (SELECT sum(tbalance) FROM pgbench_tellers), (SELECT sum(bbalance) FROM pgbench_branches),
  (SELECT count(*) || ' ' || sum(delta) FROM pgbench_history) FROM pgbench_accounts"; }

sums
bench -S -c 4 -j 2 -t 50
bench -c 1 -t 20
bench -c 8 -j 2 -t 20
bench -N -c 4 -t 10
bench -S -C -c 4 -t 5
bench -c 4 -t 10 -f <(printf '%s\n' '\set aid random(1, 100)' 'SELECT bid, abalance FROM pgbench_accounts WHERE aid = :aid \gset found_' \
  'BEGIN;' 'INSERT INTO pgbench_history (tid, bid, aid, delta) VALUES (1, :found_bid, :aid, :found_abalance);' \
  'ALTER TABLE pgbench_tellers ALTER filler SET DEFAULT 0;' 'END;')
bench -c 2 -t 3 -f <(printf '%s\n' '\startpipeline' 'SELECT count(*) FROM pgbench_branches;' 'UPDATE pgbench_tellers SET tbalance = tbalance + 1 WHERE tid = 3;' \
  'SELECT 1;' '\endpipeline')
bench -c 1 -t 1 -f <(echo 'SELECT nothing FROM pgbench_accounts;')
sums
psql -XAt "$url" -c "UPDATE pgbench_history SET mtime = NULL" -c "SELECT * FROM pgbench_history ORDER BY tid, bid, aid, delta"
pgbench -i -I dtgvpf -s 1 -q "$url" 2>&1 | sed -E 's/[0-9.]+ s\b/n s/g; s/[0-9]+\.[0-9]+/n/g' | tr '\r' '\n' | sort -u
sums
bench -c 8 -j 2 -t 20
sums
psql -XAt "$url" -c "UPDATE pgbench_history SET mtime = NULL"
echo "history: done"
