/// Encryption of both sides of the front door: what clients are offered, and what is asked of the
/// fresh database.
@org.jspecify.annotations.NullMarked
package io.pgveneer.wire.tls;
