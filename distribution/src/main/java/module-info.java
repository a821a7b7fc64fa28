/// The kernel that assembles the modules, the configuration, and the command line.
@org.jspecify.annotations.NullMarked
module io.pgveneer.distribution {
  requires static org.jspecify;
  requires transitive io.pgveneer.api;
  requires transitive java.sql;
  requires io.pgveneer.schema;
  requires org.slf4j;

  exports io.pgveneer.kernel;
  exports io.pgveneer.routine;

  uses io.pgveneer.spi.ReadRewriter;
  uses io.pgveneer.spi.StatementHandlerProvider;
}
