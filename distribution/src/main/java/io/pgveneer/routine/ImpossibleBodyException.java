package io.pgveneer.routine;

/// Leaves the recursive scan of a body that cannot be rewritten; never leaves this package.
final class ImpossibleBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImpossibleBodyException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
