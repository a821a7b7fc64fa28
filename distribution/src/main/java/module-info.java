/// The kernel that assembles the modules, the configuration, and the command line.
@org.jspecify.annotations.NullMarked
module io.pgveneer.distribution {
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires transitive io.pgveneer.api;
  requires transitive java.sql;
  requires com.codahale.metrics.jmx;
  requires info.picocli;
  requires io.pgveneer.fdw;
  requires io.pgveneer.schema;
  requires io.pgveneer.wire;
  requires java.management;
  requires jdk.httpserver;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires typesafe.config;

  exports io.pgveneer.distribution;
  exports io.pgveneer.distribution.config;
  exports io.pgveneer.kernel;
  exports io.pgveneer.routine;

  opens io.pgveneer.distribution.cli to
      info.picocli;

  uses io.pgveneer.spi.ReadRewriter;
  uses io.pgveneer.spi.ReadStrategy;
  uses io.pgveneer.spi.StatementHandlerProvider;
}
