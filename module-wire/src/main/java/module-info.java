/// The front door: PostgreSQL's frontend/backend protocol over Netty, one backend connection per
/// client.
@org.jspecify.annotations.NullMarked
module io.pgveneer.wire {
  requires static org.jspecify;
  requires transitive io.pgveneer.api;
  requires transitive com.codahale.metrics;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.codec;
  requires io.netty.handler;
  requires io.netty.transport.classes.epoll;
  // Libraries alone, found where the machine is theirs.
  requires io.netty.transport.epoll.linux.aarch_64;
  requires io.netty.transport.epoll.linux.x86_64;
  requires org.slf4j;

  exports io.pgveneer.wire;
  exports io.pgveneer.wire.metrics;
  exports io.pgveneer.wire.scram;
  exports io.pgveneer.wire.tls;
}
