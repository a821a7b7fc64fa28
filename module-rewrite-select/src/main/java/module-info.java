/// Reading: turns references into merged relations, and handles the statements that only read.
///
/// @provides io.pgveneer.spi.ReadRewriter how every handler reads
/// @provides io.pgveneer.spi.StatementHandlerProvider the handler `select`
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.select {
  requires static org.jspecify;
  requires io.pgveneer.api;

  provides io.pgveneer.spi.ReadRewriter with
      io.pgveneer.rewrite.select.MergingReadRewriter;
  provides io.pgveneer.spi.StatementHandlerProvider with
      io.pgveneer.rewrite.select.SelectHandlerProvider;
}
