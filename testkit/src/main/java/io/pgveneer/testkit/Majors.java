package io.pgveneer.testkit;

import java.util.Arrays;
import java.util.List;

/// The PostgreSQL majors to test with: property `pgveneer.majors`, such as `15,18`; all supported
/// ones by default.
public final class Majors {
  private static final List<Integer> SUPPORTED = List.of(15, 16, 17, 18);

  private Majors() {}

  /// Ascending.
  public static List<Integer> all() {
    String wanted = System.getProperty("pgveneer.majors", "");
    return wanted.isBlank()
        ? SUPPORTED
        : Arrays.stream(wanted.split(",", -1))
            .map(String::strip)
            .map(Integer::valueOf)
            .sorted()
            .toList();
  }

  /// For `@MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")`.
  public static List<Integer> oldestAndNewest() {
    List<Integer> all = all();
    return all.size() == 1 ? all : List.of(all.getFirst(), all.getLast());
  }

  public static int oldest() {
    return all().getFirst();
  }

  public static int newest() {
    return all().getLast();
  }
}
