package io.pgveneer.wire.tls;

/// libpq's `sslmode`.
///
/// Source: PostgreSQL manual, "SSL Mode Descriptions".
public enum SslMode {
  DISABLE,
  ALLOW,
  PREFER,
  REQUIRE,
  VERIFY_CA,
  VERIFY_FULL;

  /// Whether the first attempt encrypts.
  public boolean beginsEncrypted() {
    return this != DISABLE && this != ALLOW;
  }

  /// Whether a connection in the clear will do.
  public boolean allowsPlain() {
    return this == DISABLE || this == ALLOW || this == PREFER;
  }

  /// Whether the server may be tried once more the other way round, where it refuses the first.
  public boolean hasSecondAttempt() {
    return this == ALLOW || this == PREFER;
  }

  boolean verifies() {
    return this == VERIFY_CA || this == VERIFY_FULL;
  }
}
