/// What is told of a running proxy to those who watch it.
@org.jspecify.annotations.NullMarked
package io.pgveneer.distribution.metrics;
