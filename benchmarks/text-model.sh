#!/bin/sh
# Builds and runs the benchmarks of the SQL text model: time as percentiles, then allocation per statement.
# Arguments go to JMH, e.g. -f 3 -wi 10. JAVA_HOME, or java on the path, must be 25 or later.
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -P benchmarks -pl benchmarks -am package -DskipTests
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
  org.openjdk.jmh.Main -prof gc "$@" TextModel
