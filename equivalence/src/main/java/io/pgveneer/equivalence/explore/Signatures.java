package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.run.Difference;
import java.util.List;
import java.util.Map;

/// A short text for the kind of a difference, by which the same bug is known again.
final class Signatures {
  private Signatures() {}

  static boolean isSeen(Map<String, Integer> found, Difference difference) {
    return found.containsKey(of(difference));
  }

  static String of(Difference difference) {
    String command =
        difference.sql().strip().replaceAll("(?s)^(\\w+\\s*\\w*).*", "$1").replaceAll("\\d+", "#");
    String where =
        difference.where().startsWith("at the end")
            ? difference.where().replaceAll("public\\..*|s1\\..*", "table")
            : "";
    return where
        + (where.isEmpty() ? first(command) : "")
        + " | "
        + kind(difference.copy(), difference.preview())
        + " | "
        + kind(difference.preview(), difference.copy());
  }

  private static String first(String command) {
    String[] words = command.split("\\s+", 2);
    return words[0].matches("CREATE|ALTER|DROP|SET") ? command : words[0];
  }

  private static String kind(List<String> lines, List<String> others) {
    return lines.stream()
        .filter(line -> !others.contains(line))
        .findFirst()
        .map(
            line ->
                line.startsWith("error") || line.startsWith("notice")
                    ? line.replaceAll("\"[^\"]*\"", "\"\"")
                        .replaceAll("\\d+", "#")
                        .replaceAll("P=[^;]*|W=.*?;|D=[^;]*;", "")
                    : line.startsWith("column ")
                        ? line.replaceAll("^column \\S+", "column")
                            .replaceAll(" of .*", " of")
                            .replaceAll("\\d+", "#")
                        : line.split(" ", 2)[0])
        .orElse("-");
  }
}
