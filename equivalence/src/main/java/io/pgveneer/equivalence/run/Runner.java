package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Marks;
import io.pgveneer.equivalence.script.Statements;
import io.pgveneer.equivalence.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Runs the steps of a case on both sides at once and notes each difference.
final class Runner {
  private static final long BLOCKED_MILLIS = 600;

  private final Side copy;
  private final Side preview;
  private final Map<String, String> prepared = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private final int limit;

  /// @param limit after so many differences the rest of the case is left out
  Runner(Side copy, Side preview, int limit) {
    this.copy = copy;
    this.preview = preview;
    this.limit = limit;
  }

  List<Difference> run(Case subject) {
    for (Step step : subject.steps()) {
      if (differences.size() >= limit) {
        break;
      }
      run(subject.name(), step);
    }
    return differences;
  }

  /// Compares the rows that a query gives on both sides now.
  void compareNow(String what, String session, String sql) {
    Step step = new Step(0, session, new Step.Statement(sql, null), Marks.NONE);
    CompletableFuture<List<Reply>> ours = preview.start(step);
    List<Reply> theirs = withoutColumns(answer(copy.start(step)));
    compare(what, step, theirs, withoutColumns(answer(ours)));
  }

  private static List<Reply> withoutColumns(List<Reply> replies) {
    return replies.stream().filter(reply -> !(reply instanceof Reply.Columns)).toList();
  }

  private void run(String name, Step step) {
    String where = name + ".sql:" + step.line() + " session " + step.session();
    collect(where + " (had been blocked)", step);
    if (step.action() instanceof Step.Await) {
      return;
    }
    if (step.marks().refused() != null) {
      refuse(where, step);
      return;
    }
    CompletableFuture<List<Reply>> ours = preview.start(step);
    CompletableFuture<List<Reply>> theirs = copy.start(step);
    if (step.marks().blocks()) {
      block(where, step, ours, theirs);
    } else {
      compare(where, step, answer(theirs), answer(ours));
    }
  }

  private void block(
      String where,
      Step step,
      CompletableFuture<List<Reply>> ours,
      CompletableFuture<List<Reply>> theirs) {
    boolean weWait = waits(ours);
    boolean theyWait = waits(theirs);
    if (weWait != theyWait || !theyWait) {
      differences.add(
          new Difference(where, sql(step), List.of(waiting(theyWait)), List.of(waiting(weWait))));
    }
    preview.block(step.session(), ours);
    copy.block(step.session(), theirs);
  }

  static String waiting(boolean waits) {
    return waits ? "waits for another session" : "does not wait for another session";
  }

  private static boolean waits(CompletableFuture<List<Reply>> answer) {
    try {
      CompletableFuture.anyOf(answer)
          .completeOnTimeout(answer, BLOCKED_MILLIS, TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      return false;
    }
    return !answer.isDone();
  }

  private void collect(String where, Step step) {
    List<Reply> theirs = answer(copy.unblock(step.session()));
    List<Reply> ours = answer(preview.unblock(step.session()));
    compare(where, new Step(step.line(), step.session(), step.action(), Marks.NONE), theirs, ours);
  }

  private void refuse(String where, Step step) {
    String state = Objects.requireNonNull(step.marks().refused());
    List<Reply> replies = answer(preview.start(step));
    boolean refused =
        replies.stream()
            .anyMatch(
                reply ->
                    reply instanceof Reply.Failure(Map<Character, String> fields)
                        && state.equals(fields.get('C')));
    if (!refused) {
      differences.add(
          new Difference(
              where,
              sql(step),
              List.of("(listed as a refusal with SQLSTATE " + state + ")"),
              Transcript.of(replies, preview.names(), true)));
    }
  }

  private void compare(String where, Step step, List<Reply> theirs, List<Reply> ours) {
    boolean ordered = !step.marks().unordered() && Statements.ordered(sql(step));
    List<String> copied = Transcript.of(theirs, copy.names(), ordered);
    List<String> previewed = Transcript.of(ours, preview.names(), ordered);
    if (step.marks().anyRow()) {
      copied = withoutRow(copied);
      previewed = withoutRow(previewed);
    }
    boolean same = copied.equals(previewed) || Tolerance.failAlike(copied, previewed);
    if (step.marks().known() != null && same) {
      differences.add(
          new Difference(
              where, sql(step), List.of("(listed as a known difference)"), List.of("same")));
    } else if (step.marks().known() == null && !same) {
      differences.add(new Difference(where, sql(step), copied, previewed));
    }
  }

  private static List<String> withoutRow(List<String> lines) {
    return lines.stream()
        .map(line -> line.startsWith("error") ? line.replaceAll(" D=[^;]*;", "") : line)
        .toList();
  }

  private static List<Reply> answer(CompletableFuture<List<Reply>> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      return List.of(new Reply.Closed());
    }
  }

  List<Difference> differences() {
    return differences;
  }

  /// What a step sends, with what a reader needs to know of it.
  static String text(Step step) {
    return sql(step, new HashMap<>());
  }

  private String sql(Step step) {
    return sql(step, prepared);
  }

  private static String sql(Step step, Map<String, String> prepared) {
    return switch (step.action()) {
      case Step.Statement(String sql, _) -> sql;
      case Step.Script(String sql) -> sql;
      case Step.Bound(String sql, var values) -> sql + "\n-- with " + values;
      case Step.Prepare(String name, String sql) -> {
        prepared.put(name, sql);
        yield sql + "\n-- prepared as " + name;
      }
      case Step.Execute(String name, var values) ->
          prepared.getOrDefault(name, "") + "\n-- executed as " + name + " with " + values;
      case Step.Open(String portal, String name, var values) ->
          prepared.getOrDefault(name, "") + "\n-- opened as " + portal + " with " + values;
      case Step.Fetch(String portal, int rows) -> "FETCH " + rows + " of portal " + portal;
      case Step.Close(String name) -> "-- close " + name;
      case Step.Pipeline pipeline -> pipeline.text();
      case Step.Await() -> "-- await";
      case Step.Disconnect() -> "-- disconnect";
    };
  }
}
