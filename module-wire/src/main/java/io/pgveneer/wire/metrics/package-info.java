/// What the front door counts and measures.
@org.jspecify.annotations.NullMarked
package io.pgveneer.wire.metrics;
