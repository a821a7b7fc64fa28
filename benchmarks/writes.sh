#!/bin/sh
# Builds and runs the benchmark of writes: single rows, bulk writes, a job queue, and reads of tables with many rows of
# their own or many masked, through a preview and on a plain copy of production.
# Arguments: rows of a bulk write (default 100000), PostgreSQL's major (default 18), round trips to production in ms
# (default 0 1). PARTS names some of: single queue bulk reads.
# JAVA_HOME, or java on the path, must be 25 or later.
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -B -ntp -P benchmarks -pl benchmarks -am package -DskipTests -Dpgveneer.assembly.skip=true
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --module-path benchmarks/target/lib \
  --add-modules io.pgveneer.distribution,io.pgveneer.testkit,typesafe.config \
  -cp benchmarks/target/classes -Dpgveneer.log.level=error -Dparts="${PARTS:-single queue bulk reads}" \
  io.pgveneer.benchmarks.writes.WritesBenchmark "$@"
