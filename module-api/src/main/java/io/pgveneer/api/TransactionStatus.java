package io.pgveneer.api;

/// The backend's transaction status, as ReadyForQuery tells it.
public enum TransactionStatus {
  IDLE('I'),
  IN_TRANSACTION('T'),
  FAILED('E');

  private final char code;

  TransactionStatus(char code) {
    this.code = code;
  }

  /// As ReadyForQuery writes it.
  public char code() {
    return code;
  }

  /// Errors: IllegalArgumentException for a code that is none of I, T, E.
  public static TransactionStatus of(char code) {
    for (TransactionStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("no transaction status: " + code);
  }
}
