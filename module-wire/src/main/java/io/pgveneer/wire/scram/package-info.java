/// SCRAM through two encrypted channels.
///
/// A client on TLS that is not offered channel binding says so (`y`), and a database on TLS, which
/// did offer it, takes that for an attack. What the client says is part of what it signs, so it
/// cannot just be changed: it is signed again, by what the client itself has proven.
/// Source: RFC 5802, section 6; docs/decisions/0003-scram-through-two-channels.md.
@org.jspecify.annotations.NullMarked
package io.pgveneer.wire.scram;
