package io.pgveneer.rewrite.select;

import io.pgveneer.api.SqlError;

/// A read that cannot be rewritten without a risk of a wrong answer. Never leaves this package.
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SqlError error;

  private Unreadable(SqlError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  static Unreadable because(String construct) {
    return new Unreadable(
        SqlError.unsupported(
            construct, "The table's rows come from two databases; see docs/differences.md."));
  }

  SqlError error() {
    return error;
  }
}
