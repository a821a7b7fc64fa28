/// DDL: carried out on upper alone; the overlay in the fresh database follows by itself.
///
/// @provides io.pgveneer.spi.StatementHandlerProvider the handler `ddl`
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.ddl {
  requires static org.jspecify;
  requires io.pgveneer.api;

  provides io.pgveneer.spi.StatementHandlerProvider with
      io.pgveneer.rewrite.ddl.DdlHandlerProvider;
}
