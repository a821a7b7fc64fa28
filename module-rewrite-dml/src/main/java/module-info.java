/// Writing: copies up what a statement can touch, then lets PostgreSQL carry it out on upper.
///
/// @provides io.pgveneer.spi.StatementHandlerProvider the handler `write`
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.dml {
  requires static org.jspecify;
  requires io.pgveneer.api;

  provides io.pgveneer.spi.StatementHandlerProvider with
      io.pgveneer.rewrite.dml.WriteHandlerProvider;
}
