package io.pgveneer.api;

import org.jspecify.annotations.Nullable;

/// An error as a client sees it: the fields of PostgreSQL's ErrorResponse that we ever fill.
///
/// @param position 1-based position in the client's text, in characters; 0 for none
public record SqlError(
    String sqlState, String message, @Nullable String detail, @Nullable String hint, int position) {

  /// `feature_not_supported`: what the proxy cannot do, it says.
  public static SqlError unsupported(String what, @Nullable String hint) {
    return new SqlError("0A000", what + " is not supported by pgveneer", null, hint, 0);
  }
}
