/// Benchmarks of single parts, in JMH.
package io.pgveneer.benchmarks;
