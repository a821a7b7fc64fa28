/// Data-modifying statements and locking queries.
///
/// Copy-up changes nothing that a client can see, so it may bring more rows than needed, and never
/// fewer.
package io.pgveneer.rewrite.dml;
