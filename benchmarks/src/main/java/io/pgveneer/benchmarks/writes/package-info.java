/// What writing through a preview costs, and reading what was written, beside the same on a plain
/// copy of production. `benchmarks/writes.sh` runs it.
package io.pgveneer.benchmarks.writes;
