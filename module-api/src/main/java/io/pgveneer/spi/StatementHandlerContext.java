package io.pgveneer.spi;

/// What the kernel offers to a handler.
public interface StatementHandlerContext {

  /// Rewrites the reads in a statement, whatever its class.
  ReadRewriter reads();
}
