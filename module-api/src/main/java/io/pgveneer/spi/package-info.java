/// What plugins implement, and what the front door and the kernel ask of each other.
///
/// A provider is found by `ServiceLoader`, is stateless and cheap; a handler lives as long as one
/// client session and is called on that session's event loop only, so it needs no locks and must
/// not block.
package io.pgveneer.spi;
