package io.pgveneer.equivalence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A part of `docs/compatibility.md`: a table of programs, with how much each told that was the
/// same on a preview and on a copy.
///
/// Property `pgveneer.write-docs` writes the rows of the programs that have run anew.
final class Compatibility {
  private static final String HEAD =
      """
      | what | version | what is done | the same through the proxy | left out |
      |---|---|---|---|---|
      """;

  private final PagePart part;
  private final Map<String, SortedMap<Integer, String>> same = new LinkedHashMap<>();
  private final Map<String, String> versions = new LinkedHashMap<>();

  /// @param part its name in the page
  Compatibility(String part) {
    this.part = new PagePart(part);
  }

  /// @param copy what the program told on the copy; its first line may be its version
  void told(Rehearsal rehearsal, int major, List<String> copy, List<String> preview) {
    List<String> missing = new ArrayList<>(copy);
    preview.forEach(missing::remove);
    same.computeIfAbsent(rehearsal.name(), name -> new TreeMap<>())
        .put(major, copy.size() - missing.size() + " of " + copy.size());
    String first = copy.getFirst();
    versions.put(rehearsal.name(), first.startsWith("version ") ? first.substring(8) : "");
  }

  /// @return the page's part, and what it should be but for versions and numbers
  void check(List<Rehearsal> rehearsals) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    part.read()
        .lines()
        .skip(2)
        .filter(row -> !row.isBlank())
        .forEach(row -> rows.put(row.split(" \\| ", -1)[0].substring(2), row));
    if (PagePart.isWritten()) {
      for (Rehearsal rehearsal : rehearsals) {
        if (same.containsKey(rehearsal.name())) {
          rows.put(rehearsal.name(), row(rehearsal));
        }
      }
      part.write(HEAD + String.join("\n", rows.values()) + "\n");
    }
    for (Rehearsal rehearsal : rehearsals) {
      String row = rows.getOrDefault(rehearsal.name(), "");
      if (!row.contains(" | " + rehearsal.what() + " | ")
          || !row.endsWith(" | " + rehearsal.differs() + " |")) {
        throw new AssertionError(
            PagePart.PAGE + " does not tell of " + rehearsal.name() + ": " + row);
      }
    }
  }

  private String row(Rehearsal rehearsal) {
    List<String> numbers = new ArrayList<>();
    same.get(rehearsal.name()).forEach((major, number) -> numbers.add(major + ": " + number));
    return String.join(
        " | ",
        "| " + rehearsal.name(),
        versions.get(rehearsal.name()),
        rehearsal.what(),
        String.join("; ", numbers),
        rehearsal.differs() + " |");
  }
}
