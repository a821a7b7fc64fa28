#!/bin/sh
# Builds and runs the benchmark of reads: some 60 query shapes, asked of production directly, of foreign tables by hand,
# of the textbook's merged views, and of a preview; with 0, 0.1 and 10 % of rows dirty and round trips of 0 and 1 ms.
# Arguments: orders in production (default 200000), then settings such as 1/1: dirty rows in a thousand / round trip in ms.
# MAJOR is PostgreSQL's (default 18). JAVA_HOME, or java on the path, must be 25 or later.
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -B -ntp -P benchmarks -pl benchmarks -am package -DskipTests -Dpgveneer.assembly.skip=true
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --module-path benchmarks/target/lib \
  --add-modules io.pgveneer.distribution,io.pgveneer.testkit,typesafe.config \
  -cp benchmarks/target/classes -Dpgveneer.log.level=error -Dmajor="${MAJOR:-18}" \
  io.pgveneer.benchmarks.reads.ReadsBenchmark "$@"
