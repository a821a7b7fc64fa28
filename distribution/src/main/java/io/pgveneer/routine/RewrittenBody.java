package io.pgveneer.routine;

/// What became of a body.
public sealed interface RewrittenBody {

  /// It does the same on merged data as it stands.
  record Unchanged() implements RewrittenBody {}

  /// This text does on merged data what the original does on a copy.
  record Changed(String body) implements RewrittenBody {}

  /// It cannot be rewritten.
  record Impossible(String reason) implements RewrittenBody {}
}
