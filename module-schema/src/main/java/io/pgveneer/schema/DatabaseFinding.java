package io.pgveneer.schema;

/// Something about the databases that is wrong, or that a preview's users should know.
///
/// @param problem a sentence without a full stop
/// @param remedy what to do about it, a sentence
public record DatabaseFinding(Severity severity, Subject subject, String problem, String remedy) {

  /// How bad it is.
  public enum Severity {
    /// No preview is possible, or none that is safe.
    ERROR,
    WARNING
  }

  /// Which database it is about.
  public enum Subject {
    PRODUCTION,
    FRESH
  }
}
