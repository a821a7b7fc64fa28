package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Play;
import java.util.List;
import java.util.regex.Pattern;

/// What the outcome of a step means for the run that it is a part of.
public enum Judgement {
  /// Both sides hold the same.
  SAME,
  /// The two sides no longer hold the same, for a reason that is known.
  SPOILT,
  /// A difference that nobody knows of.
  DIFFERENT;

  private static final Pattern SEVERAL_ROWS =
      Pattern.compile(
          "(?s)MERGE INTO |INSERT INTO .*(VALUES \\(.*\\), \\(|\\) SELECT (?!.* LIMIT 1 OFFSET))");

  private static final Pattern WRITES =
      Pattern.compile("INSERT INTO|UPDATE \\S.* SET|DELETE FROM|MERGE INTO|TRUNCATE|COPY|CALL");

  public static Judgement of(Play.Outcome outcome, Seen seen) {
    return of(outcome, outcome.step().action().toString(), seen);
  }

  /// @param text of the statement, which may be one prepared before
  static Judgement of(Play.Outcome outcome, String text, Seen seen) {
    if (failsOfSeveralRows(outcome, text)) {
      return SPOILT;
    }
    Difference difference = outcome.difference();
    if (difference != null && difference.preview().stream().anyMatch(Judgement::isRefusal)) {
      return isHarmless(outcome) || bothFail(outcome) ? SAME : SPOILT;
    }
    return switch (outcome.verdict()) {
      case DIFFERENT -> {
        if (difference == null || !seen.contains(difference)) {
          yield DIFFERENT;
        }
        yield isHarmless(outcome) || bothFail(outcome) ? SAME : SPOILT;
      }
      case LOOSELY_SAME -> bothFail(outcome) ? SAME : SPOILT;
      default -> SAME;
    };
  }

  /// Whether an INSERT or MERGE of several rows fails on one of them: sequences have moved by all
  /// of them then, or by those that came before it, and of several wrong rows another one may be
  /// told.
  private static boolean failsOfSeveralRows(Play.Outcome outcome, String text) {
    return SEVERAL_ROWS.matcher(text).find()
        && outcome.replies().stream()
            .anyMatch(
                reply ->
                    reply instanceof Reply.Failure failure
                        && failure.fields().getOrDefault('C', "").matches("2[123].*"));
  }

  /// One that came after waiting for another session: the copy has been asked too then.
  private static boolean isRefusal(String line) {
    return line.startsWith("error C=0A000") && line.contains("not supported by pgveneer");
  }

  private static boolean bothFail(Play.Outcome outcome) {
    Difference difference = outcome.difference();
    return difference != null
        && difference.copy().stream().anyMatch(line -> line.startsWith("error"))
        && difference.preview().stream().anyMatch(line -> line.startsWith("error"));
  }

  /// Whether both sides hold the same afterwards.
  static boolean isHarmless(Play.Outcome outcome) {
    Difference difference = outcome.difference();
    return difference != null
        && difference.sql().matches("(?s)(SELECT|WITH|TABLE|VALUES|SHOW)\\b.*")
        && !difference.sql().matches("(?s).*(UPDATE|DELETE|INSERT|FROM f\\d).*")
        && status(difference.copy()).equals(status(difference.preview()));
  }

  /// Whether it is a query that went on at the same moment as a session that writes: which of them
  /// comes first is chance, and the query shows it.
  ///
  /// @param together all that went on then
  static boolean isRace(Play.Outcome outcome, List<Play.Outcome> together) {
    return together.contains(outcome)
        && isHarmless(outcome)
        && !outcome.replies().isEmpty()
        && together.stream()
            .anyMatch(
                other ->
                    !other.equals(outcome)
                        && WRITES.matcher(other.step().action().toString()).find());
  }

  private static String status(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("ready")).reduce("", (_, last) -> last);
  }
}
