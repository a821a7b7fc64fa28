package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Marks;
import io.pgveneer.equivalence.script.Statements;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plays steps on a preview and on a copy, whatever they are: what the preview refuses is not sent
/// to the copy, and which step waits for which is found out as it happens.
public final class Play implements AutoCloseable {
  private static final Pattern OURS =
      Pattern.compile(
          "pgveneer|preview|in production|row-level security policies is not supported");
  private static final String ABORT =
      "DO $$BEGIN RAISE EXCEPTION 'the preview refused what came before'; END$$";

  private final Side copy;
  private final Side preview;
  private final Watch copyWatch;
  private final Watch previewWatch;
  private final RawClient direct;
  private final Predicate<List<Reply>> broken;
  private final Map<String, int[]> processes = new ConcurrentHashMap<>();
  private final Map<String, Pending> blocked = new LinkedHashMap<>();
  private final List<Step> played = new ArrayList<>();
  private final Map<String, Character> status = new HashMap<>();

  /// @param replies the copy's
  public record Outcome(
      Step step, Verdict verdict, List<Reply> replies, @Nullable Difference difference) {}

  /// @param reason what the preview's statement waits for
  private record Pending(
      Step step,
      CompletableFuture<List<Reply>> theirs,
      CompletableFuture<List<Reply>> ours,
      String reason) {}

  public Play(Stage.Pair pair, Mode mode) throws IOException {
    this(pair.copy(), pair.fresh(), pair.preview(), mode, _ -> false);
  }

  /// @param fresh the preview's database, not the proxy
  /// @param broken whether an answer of the preview's tells of a fault: then the step is not played
  ///     on the copy
  public Play(
      Endpoint copy, Endpoint fresh, Endpoint preview, Mode mode, Predicate<List<Reply>> broken)
      throws IOException {
    this.copy = Side.of(copy, copy, mode);
    this.preview = Side.of(preview, fresh, mode);
    this.broken = broken;
    copyWatch = new Watch(copy);
    previewWatch = new Watch(fresh);
    direct = RawClient.open(copy, Session.PATIENCE);
  }

  /// The sessions that wait for others.
  public Set<String> blocked() {
    return Set.copyOf(blocked.keySet());
  }

  /// What was played, with marks for a replay.
  public List<Step> played() {
    return List.copyOf(played);
  }

  /// Plays one step, and whatever it lets go on.
  public List<Outcome> play(Step step) {
    List<Outcome> outcomes = new ArrayList<>();
    if (blocked.containsKey(step.session())) {
      return outcomes;
    }
    outcomes.add(attempt(step));
    for (String session : List.copyOf(blocked.keySet())) {
      if (!session.equals(step.session())) {
        goOn(session, outcomes);
      }
    }
    return outcomes;
  }

  private Outcome attempt(Step step) {
    int[] process = processes.computeIfAbsent(step.session(), this::connect);
    CompletableFuture<List<Reply>> ours = preview.start(step);
    boolean weWait = previewWatch.waits(ours, process[1]);
    if (!weWait && isRefused(answer(ours))) {
      return refused(step, answer(ours));
    }
    if (!weWait && broken.test(answer(ours))) {
      if (answer(ours).getLast() instanceof Reply.Ready(char now)) {
        follow(step.session(), now);
      }
      return new Outcome(step, Verdict.BROKEN, answer(ours), null);
    }
    CompletableFuture<List<Reply>> theirs = copy.start(step);
    boolean theyWait = copyWatch.waits(theirs, process[0]);
    if (theyWait != weWait) {
      // The one may just have been slower.
      weWait = weWait && previewWatch.waits(ours, process[1]);
      theyWait = theyWait && copyWatch.waits(theirs, process[0]);
    }
    if (theyWait && weWait) {
      played.add(step.with(step.marks().withBlocks()));
      blocked.put(step.session(), new Pending(step, theirs, ours, previewWatch.reason(process[1])));
      return new Outcome(step, Verdict.BLOCKED, List.of(), null);
    }
    if (theyWait || weWait) {
      played.add(step.with(step.marks().withBlocks()));
      return new Outcome(
          step, Verdict.DIFFERENT, List.of(), waiting(step, theyWait, weWait, theirs, process));
    }
    played.add(step);
    return compared(step, answer(theirs), answer(ours), "");
  }

  private int[] connect(String session) {
    Step ask =
        new Step(0, session, new Step.Statement("SELECT pg_backend_pid()::text", null), Marks.NONE);
    return new int[] {number(copy.start(ask)), number(preview.start(ask))};
  }

  private static int number(CompletableFuture<List<Reply>> answer) {
    for (Reply reply : answer(answer)) {
      if (reply instanceof Reply.Row(List<String> cells)) {
        return Integer.parseInt(cells.getFirst());
      }
    }
    throw new IllegalStateException("no process number: " + answer(answer));
  }

  private Outcome refused(Step step, List<Reply> replies) {
    played.add(step.with(step.marks().withRefused("0A000", "generated")));
    if (last(replies) == 'E') {
      follow(step.session(), 'E');
    }
    List<String> said = Transcript.of(replies, preview.names(), true);
    return new Outcome(
        step,
        Verdict.REFUSED,
        replies.stream().filter(Reply.Failure.class::isInstance).toList(),
        new Difference("refused", Runner.text(step), List.of(), said));
  }

  /// Brings a transaction on the copy to where the preview's has come without it: it has failed, or
  /// is over.
  private void follow(String session, char now) {
    char before = status.getOrDefault(session, 'I');
    if (before == now || before == 'I' || now == 'T') {
      return;
    }
    status.put(session, now);
    String sql = now == 'E' ? ABORT : "ROLLBACK";
    answer(copy.start(new Step(0, session, new Step.Script(sql), Marks.NONE)));
  }

  private static char last(List<Reply> replies) {
    return replies.reversed().stream()
        .filter(Reply.Ready.class::isInstance)
        .map(reply -> ((Reply.Ready) reply).status())
        .findFirst()
        .orElse('I');
  }

  /// Whether it is an error of the proxy's own, which a copy would not give.
  private static boolean isRefused(List<Reply> replies) {
    return replies.stream()
        .anyMatch(
            reply ->
                reply instanceof Reply.Failure(Map<Character, String> fields)
                    && "0A000".equals(fields.get('C'))
                    && OURS.matcher(fields.getOrDefault('M', "")).find());
  }

  private void goOn(String session, List<Outcome> outcomes) {
    Pending pending = blocked.get(session);
    int[] process = processes.get(session);
    if (pending == null || process == null) {
      return;
    }
    boolean theyWait = copyWatch.stillWaits(pending.theirs(), process[0]);
    boolean weWait = previewWatch.stillWaits(pending.ours(), process[1]);
    if (theyWait != weWait) {
      weWait = weWait && previewWatch.waits(pending.ours(), process[1]);
      theyWait = theyWait && copyWatch.waits(pending.theirs(), process[0]);
    }
    if (theyWait && weWait) {
      return;
    }
    blocked.remove(session);
    if (theyWait || weWait) {
      outcomes.add(
          new Outcome(
              pending.step(),
              Verdict.DIFFERENT,
              List.of(),
              waiting(pending.step(), theyWait, weWait, pending.theirs(), process)));
      return;
    }
    played.add(new Step(0, session, new Step.Await(), Marks.NONE));
    outcomes.add(
        compared(
            pending.step(), answer(pending.theirs()), answer(pending.ours()), pending.reason()));
  }

  private Difference waiting(
      Step step,
      boolean theyWait,
      boolean weWait,
      CompletableFuture<List<Reply>> theirs,
      int[] process) {
    String why = theyWait ? ": " + copyWatch.reason(process[0]) : "";
    String reason = weWait ? ": " + previewWatch.reason(process[1]) : "";
    boolean failed = !theyWait && answer(theirs).stream().anyMatch(Reply.Failure.class::isInstance);
    return new Difference(
        "session " + step.session(),
        Runner.text(step),
        List.of(Runner.waiting(theyWait) + why + (failed ? ", and fails" : "")),
        List.of(Runner.waiting(weWait) + reason));
  }

  /// @param reason what the preview's statement had waited for; empty for nothing
  private Outcome compared(Step step, List<Reply> theirs, List<Reply> ours, String reason) {
    forgetNames(theirs);
    boolean several =
        step.action() instanceof Step.Script || step.action() instanceof Step.Pipeline;
    boolean ordered = !several && Statements.ordered(Runner.text(step));
    List<String> copied = Transcript.of(theirs, copy.names(), ordered);
    List<String> previewed = Transcript.of(ours, preview.names(), ordered);
    status.put(step.session(), last(theirs));
    boolean failed = theirs.stream().anyMatch(Reply.Failure.class::isInstance);
    Verdict verdict = Tolerance.compare(Runner.text(step), copied, previewed);
    if (verdict == Verdict.SAME && failed) {
      verdict = Verdict.SAME_ERROR;
    }
    Difference difference =
        verdict == Verdict.DIFFERENT || verdict == Verdict.LOOSELY_SAME
            ? new Difference(
                "session " + step.session(), Runner.text(step), copied, told(previewed, reason))
            : null;
    return new Outcome(step, verdict, theirs, difference);
  }

  private static List<String> told(List<String> lines, String reason) {
    return reason.isEmpty()
        ? lines
        : Stream.concat(lines.stream(), Stream.of("had waited: " + reason)).toList();
  }

  /// After a definition, or the end of a transaction with one.
  private void forgetNames(List<Reply> replies) {
    boolean reads =
        replies.stream()
            .allMatch(
                reply ->
                    !(reply instanceof Reply.Tag(String tag))
                        || tag.matches("(SELECT|INSERT|UPDATE|DELETE|FETCH) .*"));
    if (!reads) {
      copy.names().forget();
      preview.names().forget();
    }
  }

  private static List<Reply> answer(CompletableFuture<List<Reply>> answer) {
    try {
      return answer.orTimeout(Session.PATIENCE.toSeconds() * 2, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      return List.of(new Reply.Closed());
    }
  }

  /// Connects a session, where it is not.
  public void open(String session) {
    processes.computeIfAbsent(session, this::connect);
  }

  /// The number of the preview's server process for a session that is open.
  public int process(String session) {
    int[] process = processes.get(session);
    if (process == null) {
      throw new IllegalStateException("session " + session + " is not open");
    }
    return process[1];
  }

  /// The numbers of all of the preview's server processes.
  public Set<Integer> processes() {
    return processes.values().stream().map(process -> process[1]).collect(Collectors.toSet());
  }

  /// Where a session's transaction stands on the copy.
  public char status(String session) {
    return status.getOrDefault(session, 'I');
  }

  /// The sessions that have been opened.
  public Set<String> sessions() {
    return Set.copyOf(processes.keySet());
  }

  /// Ends a session's connection to the preview without a word.
  public void cut(String session) {
    preview.cut(session);
  }

  /// Ends a session on both sides, which rolls back what it is at.
  public void end(String session) {
    copy.disconnect(session);
    preview.disconnect(session);
  }

  /// Plays a step on the copy alone, whose outcome on the preview only shows afterwards.
  public void playOnCopy(Step step) {
    answer(copy.start(step));
  }

  /// Ends sessions that wait for others, with whatever they wait to do, on both sides.
  public void abandonBlocked() {
    for (String session : List.copyOf(blocked.keySet())) {
      int[] process = processes.get(session);
      Pending pending = blocked.remove(session);
      if (process != null && pending != null) {
        copyWatch.terminate(process[0]);
        previewWatch.terminate(process[1]);
        answer(pending.theirs());
        answer(pending.ours());
      }
      end(session);
    }
  }

  /// Ends the sessions and compares what is left.
  public List<Difference> end() {
    copy.endSessions();
    preview.endSessions();
    Runner runner = new Runner(copy, preview, Integer.MAX_VALUE);
    FinalState.compare(runner, direct);
    return runner.differences();
  }

  @Override
  public void close() {
    copy.close();
    preview.close();
    copyWatch.close();
    previewWatch.close();
    direct.close();
  }
}
