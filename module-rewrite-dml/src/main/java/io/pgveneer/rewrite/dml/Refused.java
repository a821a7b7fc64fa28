package io.pgveneer.rewrite.dml;

import io.pgveneer.api.SqlError;
import org.jspecify.annotations.Nullable;

/// A write that cannot be planned without a risk of a wrong result. Never leaves this package.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SqlError error;

  Refused(SqlError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  static Refused because(String construct, @Nullable String hint) {
    return new Refused(SqlError.unsupported(construct, hint));
  }

  SqlError error() {
    return error;
  }
}
