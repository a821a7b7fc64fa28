package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.explore.Judgement;
import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.generate.Functions;
import io.pgveneer.equivalence.generate.Sessions;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.run.Verdict;
import io.pgveneer.equivalence.script.Marks;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Some steps of sessions on a preview and on its copy, a fault during one of them, and what must
/// hold then.
///
/// A step whose answer the fault has broken off is not played on the copy, until what is found on
/// the preview tells that it has happened there.
final class Leg {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST = 40;
  private static final int MOST_MICROS = 12_000;
  private static final int WITHOUT_PRODUCTION = 6;
  private static final int AFTERWARDS = 10;
  private static final int TOLD = 10;

  private final Ground ground;
  private final Mode mode;
  private final Fault fault;
  private final Seen seen;
  private final Random random;
  private final Sessions sessions;
  private final Aftermath aftermath;
  private final List<String> problems = new ArrayList<>();
  private final Deque<String> history = new ArrayDeque<>();
  private int steps;

  /// The two sides no longer hold the same, for a reason that is known or that exploring is for: no
  /// fault.
  static final class Spoilt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spoilt(String reason) {
      super(reason);
    }
  }

  Leg(
      Ground ground,
      Mode mode,
      Functions functions,
      Seen seen,
      Aftermath aftermath,
      Fault fault,
      long seed) {
    this.ground = ground;
    this.mode = mode;
    this.fault = fault;
    this.seen = seen;
    this.aftermath = aftermath;
    this.random = new Random(seed);
    this.sessions = new Sessions(seed, functions, ground.major());
  }

  /// How many steps were played.
  int steps() {
    return steps;
  }

  /// What was played last, for a report.
  String history() {
    return String.join("\n", history);
  }

  /// @return what is wrong; after anything the preview is of no more use
  List<String> play() throws IOException {
    Set<Integer> processes;
    try (Play play =
        new Play(
            ground.copyDatabase(),
            ground.freshDatabase(),
            ground.preview(),
            mode,
            Answers::tellOfFault)) {
      Step step = before(play);
      if (step == null) {
        play.abandonBlocked();
      } else if (fault.isOfProduction()) {
        production(play, step);
      } else {
        session(play, step);
      }
      processes = play.processes();
      play.sessions().forEach(play::end);
    }
    if (problems.isEmpty()) {
      problems.addAll(aftermath.leftovers(processes));
      problems.addAll(aftermath.problems(mode));
    }
    return problems;
  }

  /// Plays without a fault, up to the step during which it comes. Null where all sessions wait for
  /// each other.
  private @Nullable Step before(Play play) {
    int length = 2 + random.nextInt(LONGEST);
    Step step = sessions.next(play.blocked());
    for (int i = 0; step != null && i < 3 * LONGEST && problems.isEmpty(); i++) {
      if (i >= length && play.blocked().isEmpty() && Answers.matters(step)) {
        return step;
      }
      play(play, step, Set.of());
      step = sessions.next(play.blocked());
    }
    return play.blocked().isEmpty() ? step : null;
  }

  /// @param excused sessions that may be told of the fault
  private void play(Play play, Step step, Set<String> excused) {
    for (Play.Outcome outcome : play.play(step)) {
      judge(outcome, excused);
      if (outcome.verdict() == Verdict.BROKEN && problems.isEmpty()) {
        rollBack(play, outcome.step());
      }
    }
  }

  /// A RELEASE that fails takes its savepoint along, which one that is not played does not.
  private void rollBack(Play play, Step step) {
    if (step.action() instanceof Step.Statement(String sql, _) && sql.startsWith("RELEASE")) {
      Step end = new Step(0, step.session(), new Step.Statement("ROLLBACK", null), Marks.NONE);
      play.play(end).forEach(outcome -> judge(outcome, Set.of()));
    }
  }

  private void judge(Play.Outcome outcome, Set<String> excused) {
    steps++;
    Step step = outcome.step();
    history.addLast(step.session() + " " + outcome.verdict() + " " + step.action());
    if (history.size() > TOLD) {
      history.removeFirst();
    }
    if (outcome.verdict() == Verdict.BROKEN) {
      if (!excused.contains(step.session()) || Answers.isOver(outcome.replies())) {
        problems.add("session " + step.session() + ": " + step.action() + "\n" + outcome.replies());
      }
      sessions.refused(step);
      align();
      return;
    }
    switch (Judgement.of(outcome, seen)) {
      case SPOILT -> {
        if (outcome.verdict() != Verdict.SAME_ERROR) {
          throw new Spoilt("a difference that is known: " + outcome.verdict());
        }
        align();
      }
      case DIFFERENT -> {
        Difference difference = outcome.difference();
        throw new Spoilt("unlike the copy: " + (difference == null ? "" : difference.report()));
      }
      case SAME -> {}
    }
    if (outcome.verdict() == Verdict.REFUSED) {
      sessions.refused(step);
    } else {
      sessions.learn(step, outcome.replies());
    }
  }

  /// A statement that failed on the preview alone may have drawn numbers there.
  private void align() {
    try {
      Headroom.align(ground.freshDatabase(), ground.copyDatabase());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Void> after(long micros, Blow blow) {
    Executor later = CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS);
    return CompletableFuture.runAsync(
        () -> {
          try {
            blow.strike();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        later);
  }

  private interface Blow {
    void strike() throws IOException;
  }

  /// A fault that ends the session at least.
  private void session(Play play, Step step) throws IOException {
    String session = step.session();
    play.open(session);
    int process = play.process(session);
    char status = play.status(session);
    String transaction =
        status == 'T'
            ? cell("SELECT backend_xid FROM pg_stat_activity WHERE pid = " + process)
            : "";
    CompletableFuture<Void> blow =
        after(random.nextInt(MOST_MICROS), () -> strike(play, session, process));
    List<Play.Outcome> outcomes = play.play(step);
    blow.join();
    Play.Outcome outcome = outcomes.getFirst();
    if (outcome.verdict() == Verdict.BLOCKED || outcomes.size() > 1) {
      recover(play, session);
      throw new Spoilt("a session that waits");
    }
    boolean isBroken = outcome.verdict() == Verdict.BROKEN;
    if (Answers.isMissing(outcome.replies())) {
      problems.add("no answer to " + step.action());
    }
    recover(play, session);
    if (isBroken && problems.isEmpty()) {
      settle(play, step, status, transaction);
    }
  }

  private String cell(String sql) throws IOException {
    try (RawClient client = RawClient.open(ground.freshDatabase(), PATIENCE)) {
      String found = Stage.cell(client, sql);
      return found == null || found.equals("␀") ? "" : found;
    }
  }

  private void strike(Play play, String session, int process) throws IOException {
    switch (fault) {
      case CLIENT_CUT -> play.cut(session);
      case BACKEND_TERMINATED -> cell("SELECT pg_terminate_backend(" + process + ")");
      case FRESH_CRASHED -> ground.fresh.crash();
      case PROXY_KILLED -> ground.proxy().kill();
      case PRODUCTION_CUT ->
          ground.askProduction(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'");
      case PRODUCTION_CRASHED -> ground.production.crash();
    }
  }

  /// Ends the other sessions, and this one on the preview, and starts what is down.
  private void recover(Play play, String session) throws IOException {
    play.cut(session);
    play.sessions().stream().filter(other -> !other.equals(session)).forEach(play::end);
    switch (fault) {
      case FRESH_CRASHED -> {
        ground.fresh.startAgain();
        awaitProxy();
      }
      case PROXY_KILLED -> {
        if (random.nextInt(100) < 30) {
          ground.proxy().startFor(Duration.ofMillis(300 + random.nextInt(2500)));
        }
        ground.proxy().start();
      }
      default -> {}
    }
    if (problems.isEmpty()) {
      problems.addAll(aftermath.leftovers(play.processes()));
    }
  }

  private void awaitProxy() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (RawClient client = RawClient.open(ground.preview(), PATIENCE)) {
        if (Stage.cell(client, "SELECT 1") != null) {
          return;
        }
      } catch (IOException e) {
        if (System.nanoTime() > end || !ground.proxy().isAlive()) {
          problems.add("the proxy takes no connection after fresh is back: " + e.getMessage());
          return;
        }
      }
    }
  }

  /// Finds out whether a step happened, whose answer was broken off, and has it happen on the copy
  /// too.
  ///
  /// @param status where its transaction stood before
  /// @param transaction the transaction's number on fresh, or empty
  private void settle(Play play, Step step, char status, String transaction) throws IOException {
    if (status == 'T') {
      boolean committed =
          !transaction.isEmpty()
              && "committed".equals(cell("SELECT pg_xact_status('" + transaction + "')"));
      if (committed && !Answers.commits(step)) {
        problems.add("committed without having been told to: " + step.action());
      } else if (committed) {
        play.playOnCopy(step);
      }
    } else if (status == 'I' && !aftermath.isSame(mode)) {
      play.playOnCopy(step);
    }
  }

  /// A fault of production's, which sessions survive.
  private void production(Play play, Step step) throws IOException {
    play.open(step.session());
    CompletableFuture<Void> blow =
        after(random.nextInt(MOST_MICROS), () -> strike(play, step.session(), 0));
    List<Play.Outcome> outcomes = play.play(step);
    blow.join();
    try {
      for (Play.Outcome outcome : outcomes) {
        judge(outcome, play.sessions());
        if (outcome.verdict() == Verdict.BROKEN && problems.isEmpty()) {
          rollBack(play, outcome.step());
        }
      }
      if (fault == Fault.PRODUCTION_CRASHED) {
        continueWith(play, random.nextInt(WITHOUT_PRODUCTION), true);
      }
    } finally {
      if (fault == Fault.PRODUCTION_CRASHED) {
        ground.production.startAgain();
      }
    }
    continueWith(play, AFTERWARDS, false);
    play.abandonBlocked();
  }

  /// @param down whether production is, so that any session may be told of it; else only those
  ///     whose transaction has begun before
  private void continueWith(Play play, int most, boolean down) {
    Set<String> excused = new HashSet<>(play.sessions());
    for (int i = 0; i < most && play.blocked().isEmpty() && problems.isEmpty(); i++) {
      excused.removeIf(session -> !down && play.status(session) == 'I');
      Step step = sessions.next(play.blocked());
      if (step == null) {
        return;
      }
      if (down) {
        excused.add(step.session());
      }
      play(play, step, excused);
    }
  }
}
