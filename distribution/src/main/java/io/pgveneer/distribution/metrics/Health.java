package io.pgveneer.distribution.metrics;

/// Whether the two databases can be reached. Without production, statements that need it fail and
/// others work; without the fresh database nothing does.
public record Health(boolean fresh, boolean production) {

  boolean isServing() {
    return fresh;
  }

  String json() {
    return String.format(
        "{\"status\": \"%s\", \"fresh\": \"%s\", \"production\": \"%s\"}%n",
        word(fresh && production, "degraded"), word(fresh, "down"), word(production, "down"));
  }

  private String word(boolean up, String otherwise) {
    return up ? "up" : fresh ? otherwise : "down";
  }
}
