/// How reads through a preview compare with production directly, with foreign tables made by hand,
/// and with the textbook's way of merging. `benchmarks/reads.sh` runs it.
package io.pgveneer.benchmarks.reads;
