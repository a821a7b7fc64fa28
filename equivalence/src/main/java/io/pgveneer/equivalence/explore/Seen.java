package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.run.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/// Differences that need not be reported again: lines of `what | pattern`, the pattern of something
/// that stands in the report.
public final class Seen {
  private final List<Entry> entries;
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

  private final Set<Entry> found = ConcurrentHashMap.newKeySet();

  private record Entry(String what, Pattern pattern) {}

  private Seen(List<Entry> entries) {
    this.entries = entries;
  }

  public static Seen in(Path file) {
    try {
      return new Seen(
          Files.exists(file)
              ? Files.readAllLines(file).stream()
                  .filter(line -> !line.isBlank() && !line.startsWith("#"))
                  .map(line -> line.split(" \\| ", 2))
                  .map(parts -> new Entry(parts[0].strip(), Pattern.compile(parts[1].strip())))
                  .toList()
              : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether it is one of them; it is counted.
  public boolean contains(Difference difference) {
    String report = difference.report();
    for (Entry entry : entries) {
      if (entry.pattern().matcher(report).find()) {
        counts.merge(entry.what(), 1, Integer::sum);
        found.add(entry);
        return true;
      }
    }
    return false;
  }

  Map<String, Integer> counts() {
    return counts;
  }

  /// The patterns that have not been found.
  public List<String> unseen() {
    return entries.stream()
        .filter(entry -> !found.contains(entry))
        .map(entry -> entry.pattern().pattern())
        .toList();
  }
}
