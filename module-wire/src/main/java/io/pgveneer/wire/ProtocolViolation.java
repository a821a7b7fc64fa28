package io.pgveneer.wire;

/// A client's breach of the protocol: the session ends with this error.
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sqlState;

  ProtocolViolation(String message) {
    this("08P01", message);
  }

  ProtocolViolation(String sqlState, String message) {
    super(message, null, false, false);
    this.sqlState = sqlState;
  }

  String sqlState() {
    return sqlState;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
