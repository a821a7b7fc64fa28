package io.pgveneer.equivalence.run;

import java.util.List;
import java.util.regex.Pattern;

/// What two servers may say differently although they hold the same, since PostgreSQL does not fix
/// it: which row or constraint of several an error names, whether an expression that can fail is
/// evaluated for a row that another condition excludes, and whether an error in the execution comes
/// before or after the first rows, which nobody gets then.
final class Tolerance {
  private static final Pattern STATE = Pattern.compile("\\bC=(\\w{5});");

  private Tolerance() {}

  static Verdict compare(String sql, List<String> copy, List<String> preview) {
    List<String> theirs = copy.stream().map(Tolerance::bare).toList();
    List<String> ours = preview.stream().map(Tolerance::bare).toList();
    if (theirs.equals(ours)) {
      return Verdict.SAME;
    }
    String their = state(theirs);
    String our = state(ours);
    if (failAlike(theirs, ours)) {
      return Verdict.SAME;
    }
    // The rows of VALUES come in their order.
    boolean looseErrors =
        !sql.matches("(?s)INSERT INTO .* VALUES .*")
            && !their.isEmpty()
            && !our.isEmpty()
            && isLoose(their)
            && isLoose(our);
    // The condition of a write is evaluated for copy-up first, where it stands elsewhere.
    if (theirs.stream().map(Tolerance::withoutPosition).toList().equals(ours)) {
      return Verdict.SAME;
    }
    return looseErrors || their.startsWith("22") || our.startsWith("22")
        ? Verdict.LOOSELY_SAME
        : Verdict.DIFFERENT;
  }

  private static boolean isLoose(String state) {
    return state.startsWith("23") || state.startsWith("22") || state.equals("21000");
  }

  /// Whether both fail with the same error, the one perhaps after it has begun to answer.
  static boolean failAlike(List<String> copy, List<String> preview) {
    return !state(preview).isEmpty() && withoutBeginning(copy).equals(withoutBeginning(preview));
  }

  private static List<String> withoutBeginning(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.matches("(column|row ).*|BindComplete|NoData"))
        .toList();
  }

  private static String bare(String line) {
    return line.startsWith("error") ? line.replaceAll(" D=[^;]*;", "") : line;
  }

  private static String withoutPosition(String line) {
    return line.startsWith("error") ? line.replaceAll(" P=\\d+;", "") : line;
  }

  private static String state(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("error"))
        .map(STATE::matcher)
        .filter(java.util.regex.Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("");
  }
}
