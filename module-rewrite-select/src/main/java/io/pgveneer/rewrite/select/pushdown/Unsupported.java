package io.pgveneer.rewrite.select.pushdown;

/// A block that is not for this strategy. Control flow, so without a trace.
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unsupported(String what) {
    super(what, null, false, false);
  }
}
