package io.pgveneer.spi;

/// Answers for one client session how statements are to be carried out.
public interface StatementHandler extends AutoCloseable {

  /// Must not block. An exception counts as a bug and refuses the statement.
  Decision decide(StatementRequest request);

  @Override
  default void close() {}
}
