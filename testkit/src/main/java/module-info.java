/// Real PostgreSQL servers, of every supported major, for tests and the demo.
@org.jspecify.annotations.NullMarked
module io.pgveneer.testkit {
  requires static org.jspecify;
  requires static io.netty.common;
  requires static org.junit.jupiter.api;
  requires static testcontainers;
  requires transitive io.pgveneer.api;
  requires transitive java.sql;
  requires org.apache.commons.compress;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires org.tukaani.xz;

  exports io.pgveneer.testkit;
  exports io.pgveneer.testkit.plan;

  provides org.junit.jupiter.api.extension.Extension with
      io.pgveneer.testkit.NettyLeaks;
}
