package io.pgveneer.demo;

/// A scenario did not hold: what was expected, and what was seen.
public final class ScenarioFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioFailure(String message) {
    super(message);
  }
}
