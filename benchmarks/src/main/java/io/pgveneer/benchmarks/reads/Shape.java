package io.pgveneer.benchmarks.reads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A query, as an application would send it.
record Shape(String name, String sql) {

  /// Those that property `shapes`, a regular expression, names; all by default.
  static List<Shape> all() {
    try (InputStream in = Shape.class.getResourceAsStream("shapes.sql")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.contains(": ") && !line.startsWith("--"))
          .map(line -> line.split(": ", 2))
          .map(parts -> new Shape(parts[0], parts[1]))
          .filter(shape -> shape.name().matches(System.getProperty("shapes", ".*")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
