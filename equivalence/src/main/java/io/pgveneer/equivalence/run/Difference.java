package io.pgveneer.equivalence.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A step after which a client could tell the preview from the copy.
///
/// @param where the case's line, or what was compared at its end
/// @param sql what was sent
public record Difference(String where, String sql, List<String> copy, List<String> preview) {
  private static final int SHOWN = 25;

  /// What the preview said instead of what the copy said.
  public String report() {
    return where
        + "\n    "
        + sql.replace("\n", "\n    ")
        + "\n"
        + side("copy", copy, preview)
        + side("preview", preview, copy);
  }

  /// Whether both differ in the same way: used to hold on to one bug while its case is made
  /// smaller.
  public boolean isLike(Difference other) {
    return kind().equals(other.kind());
  }

  private String kind() {
    return Stream.concat(only(copy, preview), Stream.concat(Stream.of("/"), only(preview, copy)))
        .map(Difference::kind)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String kind(String line) {
    if (line.startsWith("error")) {
      return line.replaceAll("(?s)^.*?\\bC=(\\w+);.*$", "error $1");
    }
    if (line.startsWith("waits")) {
      return line.split("\\(", 2)[0];
    }
    return line.split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static Stream<String> only(List<String> lines, List<String> others) {
    return lines.stream().filter(line -> !others.contains(line));
  }

  private static String side(String name, List<String> lines, List<String> others) {
    List<String> shown = only(lines, others).limit(SHOWN).toList();
    List<String> said = shown.isEmpty() ? lines.stream().limit(SHOWN).toList() : shown;
    return said.stream()
        .map(line -> "  " + name + ": " + line + "\n")
        .collect(Collectors.joining());
  }
}
