package io.pgveneer.distribution.config;

/// A password. Its text shows nothing; only [#reveal()] gives it away.
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The password itself, for the one place that hands it to a database driver.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
