package io.pgveneer.api;

/// The one exception of this project: it carries what the client is to be told.
public final class PgveneerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Who can do something about it.
  public enum Category {
    /// The statement or setting at fault is the user's.
    USER,
    /// A database, the network or the machine.
    ENVIRONMENT,
    /// A bug of ours.
    INTERNAL
  }

  private final transient SqlError error;
  private final Category category;

  public PgveneerException(Category category, SqlError error) {
    super(error.message());
    this.category = category;
    this.error = error;
  }

  public PgveneerException(Category category, SqlError error, Throwable cause) {
    super(error.message(), cause);
    this.category = category;
    this.error = error;
  }

  public Category category() {
    return category;
  }

  public SqlError error() {
    return error;
  }
}
