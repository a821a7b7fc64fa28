package io.pgveneer.equivalence;

import java.util.Set;
import java.util.stream.Collectors;

/// The list in `known-differences.txt`: a line for each, `id | reason | place in
/// docs/differences.md`.
final class KnownDifferences {
  private KnownDifferences() {}

  static Set<String> ids() {
    return CaseFiles.text(CaseFiles.RESOURCES.resolve("known-differences.txt"))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\|", 2)[0].strip())
        .collect(Collectors.toSet());
  }
}
