package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads answers that a fault may have broken off.
final class Answers {
  /// Connections that are lost or not to be had, on either side of the fresh database, and servers
  /// that go down.
  private static final Pattern OF_FAULT = Pattern.compile("08...|57P0[1-5]|HV00N");

  private static final Pattern COMMITS = Pattern.compile("(?is)\\s*(COMMIT|END)\\b.*");

  private Answers() {}

  /// Whether an answer tells of a fault, or is none.
  static boolean tellOfFault(List<Reply> replies) {
    return replies.isEmpty()
        || replies.stream()
            .anyMatch(
                reply ->
                    isEnd(reply)
                        || reply instanceof Reply.Failure(Map<Character, String> fields)
                            && OF_FAULT.matcher(fields.getOrDefault('C', "")).matches());
  }

  /// Whether the session came to its end with it.
  static boolean isOver(List<Reply> replies) {
    return replies.stream().anyMatch(Answers::isEnd);
  }

  /// Whether there was no answer for longer than any may take.
  static boolean isMissing(List<Reply> replies) {
    return replies.stream().anyMatch(Reply.Silence.class::isInstance);
  }

  private static boolean isEnd(Reply reply) {
    return reply instanceof Reply.Closed || reply instanceof Reply.Silence;
  }

  static boolean commits(Step step) {
    return step.action() instanceof Step.Statement(String sql, _) && COMMITS.matcher(sql).matches();
  }

  /// Whether a step may leave something behind.
  static boolean matters(Step step) {
    return commits(step)
        || Pattern.compile("\\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|ALTER|CREATE|DROP)\\b")
            .matcher(step.action().toString())
            .find();
  }
}
