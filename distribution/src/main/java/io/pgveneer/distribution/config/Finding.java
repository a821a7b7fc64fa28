package io.pgveneer.distribution.config;

import org.jspecify.annotations.Nullable;

/// Something about the configuration or the databases that needs an eye.
///
/// @param key the setting it is about; empty for the file as a whole
/// @param origin `file:line` or `environment NAME`; null where the value is the default or missing
/// @param problem what is wrong; never quotes a password
/// @param advice what to do
public record Finding(
    Severity severity, String key, @Nullable String origin, String problem, String advice) {

  /// Whether the proxy can start all the same.
  public enum Severity {
    /// It cannot.
    ERROR,
    /// It can.
    WARNING
  }

  static Finding error(String key, @Nullable String origin, String problem, String advice) {
    return new Finding(Severity.ERROR, key, origin, problem, advice);
  }

  static Finding warning(String key, @Nullable String origin, String problem, String advice) {
    return new Finding(Severity.WARNING, key, origin, problem, advice);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// One line for a terminal: `error: listen (pgveneer.conf:3): problem: advice`.
  public String line() {
    StringBuilder text = new StringBuilder(severity == Severity.ERROR ? "error" : "warning");
    if (!key.isEmpty()) {
      text.append(": ").append(key);
    }
    if (origin != null) {
      text.append(key.isEmpty() ? ": " : " (").append(origin).append(key.isEmpty() ? "" : ")");
    }
    return text.append(": ").append(problem).append(": ").append(advice).toString();
  }
}
