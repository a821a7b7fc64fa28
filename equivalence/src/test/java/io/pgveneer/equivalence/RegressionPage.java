package io.pgveneer.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `docs/compatibility.md` tells of PostgreSQL's own regression tests, and the tests that are
/// known to pass directly alone: `regression-differences.txt` has a line for each, with the reason.
final class RegressionPage {
  private static final String HEAD =
      """
      | tests of | PostgreSQL | tests | pass directly | of these pass through the proxy | do not |
      |---|---|---|---|---|---|
      """;

  private final PagePart part = new PagePart("regression");
  private final SortedMap<String, String> reasons = new TreeMap<>();

  RegressionPage() throws IOException {
    Path file = CaseFiles.RESOURCES.resolve("regression-differences.txt");
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] parts = line.split(" \\| ", -1);
        reasons.put(parts[0], parts[1]);
      }
    }
  }

  /// Why a test differs; empty where it is not known to.
  String reason(String test) {
    return reasons.getOrDefault(test, "");
  }

  /// @param suite its name
  /// @param direct which tests pass directly
  /// @param differ the tests that pass directly alone
  void tell(String suite, String version, Map<String, Boolean> direct, Iterable<String> differ)
      throws IOException {
    if (!PagePart.isWritten()) {
      return;
    }
    SortedMap<String, String> rows = new TreeMap<>();
    part.read()
        .lines()
        .skip(2)
        .filter(row -> !row.isBlank())
        .forEach(row -> rows.put(row.replaceFirst("\\.\\d.*", ""), row));
    long passed = direct.values().stream().filter(passes -> passes).count();
    StringBuilder told = new StringBuilder();
    int count = 0;
    for (String test : differ) {
      told.append(count++ == 0 ? "" : "; ").append('`').append(test).append("`: ");
      told.append(reason(test));
    }
    String row =
        "| %s | %s | %d | %d | %d | %s |"
            .formatted(
                suite, version, direct.size(), passed, passed - count, count == 0 ? "–" : told);
    rows.put(row.replaceFirst("\\.\\d.*", ""), row);
    part.write(HEAD + String.join("\n", rows.values()) + "\n");
  }
}
