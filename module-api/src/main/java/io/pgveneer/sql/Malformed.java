package io.pgveneer.sql;

/// The text does not have the structure expected; caught where the outline becomes UNKNOWN.
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  Malformed(String problem, int offset) {
    super(problem, null, false, false);
    this.offset = offset;
  }

  Malformed(String problem, int offset, Throwable cause) {
    super(problem, cause, false, false);
    this.offset = offset;
  }

  /// The problem with its place, for an error's text.
  String problem() {
    return getMessage() + ", offset " + offset;
  }
}
