/// The front door: sessions, frames and the plan's execution on the wire.
///
/// Threads: a session lives on one event loop, its client's and its backend's channel alike;
/// nothing in a session is synchronized. Order: what was sent to the backend and is not answered
/// yet stands in [Exchanges]; every answer belongs to its head. Buffers: [FrameReader] owns what
/// it has read until it is consumed; [Outlet] retains what it passes on, and Netty releases that
/// once it is written.
@org.jspecify.annotations.NullMarked
package io.pgveneer.wire;
