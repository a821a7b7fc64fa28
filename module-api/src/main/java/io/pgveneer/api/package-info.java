/// The values that handlers, kernel and front door exchange: the virtual schema, plans, errors.
///
/// Everything here is immutable and may be shared between threads.
package io.pgveneer.api;
