package io.pgveneer.equivalence.run;

/// By which protocol plain statements are sent.
public enum Mode {
  SIMPLE,
  /// Binary results for the base types, text for the others.
  EXTENDED
}
