/// What the benchmarks of a whole preview have in common: the preview and the distance to
/// production.
package io.pgveneer.benchmarks.arena;
