#!/bin/sh
# Builds and runs the benchmark of the decoder and the relay, without sockets: time and allocation for each exchange.
# Arguments go to JMH, e.g. -f 3 -wi 10. JAVA_HOME, or java on the path, must be 25 or later.
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -P benchmarks -pl benchmarks -am package -DskipTests -Dpgveneer.assembly.skip=true
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED \
  -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main -prof gc "$@" RelayBenchmark
