package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.generate.Functions;
import io.pgveneer.equivalence.generate.Minimiser;
import io.pgveneer.equivalence.generate.Sessions;
import io.pgveneer.equivalence.generate.Setups;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.run.Verdict;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.CaseWriter;
import io.pgveneer.equivalence.script.Statements;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays generated cases until its time is over, and makes those that show a difference small.
///
/// Several schemas are played at a time, since most of what one takes is waiting for answers.
public final class Explorer {
  private static final int STEPS = 120;
  private static final int ATTEMPTS = 70;
  private static final int LANES = Integer.getInteger("pgveneer.lanes", 3);
  private static final Duration MINIMISING = Duration.ofSeconds(75);

  private final PostgresqlServer server;
  private final Preview.Factory factory;
  private final Path folder;
  private final Consumer<String> out;
  private final Functions functions;
  private final Seen seen;
  private final boolean minimising = !Boolean.getBoolean("pgveneer.quick");
  private final Tally tally = new Tally();
  private final Map<String, Integer> found = new ConcurrentHashMap<>();

  /// @param folder where small cases are written to
  public Explorer(
      PostgresqlServer server,
      Preview.Factory factory,
      Seen seen,
      Path folder,
      Consumer<String> out)
      throws IOException, SQLException {
    this.server = server;
    this.factory = factory;
    this.folder = folder;
    this.seen = seen;
    this.out = out;
    Arena.makeRoles(server);
    server.administration().execute("ALTER SYSTEM SET deadlock_timeout = '100ms'");
    server.administration().execute("SELECT pg_reload_conf()");
    Database scratch = server.createDatabase();
    try (RawClient client = RawClient.open(Endpoint.of(scratch), Duration.ofSeconds(30))) {
      Setups.prelude().forEach(sql -> Stage.execute(client, sql));
      functions = Functions.read(client);
    }
    server.drop(scratch);
    out.accept(
        functions.size()
            + " functions, operators, casts and aggregates of PostgreSQL "
            + server.major());
  }

  /// @param seed of the first schema; the others have those that follow
  /// @param schemas at most so many
  /// @param rounds for each schema: many make the most of its set-up, few see more schemas
  /// @return the kinds of differences, with how often each was seen
  public Map<String, Integer> explore(long seed, int schemas, int rounds, Duration time)
      throws IOException, SQLException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    AtomicLong next = new AtomicLong(seed);
    Callable<Void> lane =
        () -> {
          while (System.nanoTime() < end) {
            long mine = next.getAndIncrement();
            if (mine >= seed + schemas) {
              break;
            }
            schema(mine, rounds, end);
          }
          return null;
        };
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done : lanes.invokeAll(Collections.nCopies(LANES, lane))) {
        finish(done);
      }
    }
    out.accept(tally.report() + "in " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
    out.accept("seen before: " + seen.counts());
    return found;
  }

  private static void finish(Future<Void> lane)
      throws IOException, SQLException, InterruptedException {
    try {
      lane.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case SQLException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  public String errors() {
    return tally.errors();
  }

  public int schemas() {
    return tally.schemas();
  }

  private void schema(long seed, int rounds, long end) throws IOException, SQLException {
    AtomicReference<String> setup = new AtomicReference<>("");
    Mode mode = seed % 2 == 0 ? Mode.SIMPLE : Mode.EXTENDED;
    try (Stage stage =
        stage(
            client -> setup.set(Setups.make(seed, functions, server.major(), new Trial(client))),
            seed,
            mode,
            setup)) {
      if (stage == null) {
        return;
      }
      tally.schema();
      for (int round = 0; round < rounds && System.nanoTime() < end; round++) {
        round(stage, setup.get(), seed * 100 + round, mode);
      }
    }
  }

  private @Nullable Stage stage(
      Consumer<RawClient> fill, long seed, Mode mode, AtomicReference<String> setup)
      throws IOException, SQLException {
    try {
      return new Stage(server, factory, Headroom.of(mode), fill);
    } catch (IllegalStateException e) {
      String reason =
          e.getMessage() + ": " + (e.getCause() == null ? "" : e.getCause().getMessage());
      if (found.merge("start " + reason.replaceAll("\\d+", "#"), 1, Integer::sum) == 1) {
        out.accept("DOES NOT START, schema " + seed + ": " + reason);
        write("start-" + seed, "-- " + reason.replace("\n", "\n-- ") + "\n" + setup.get());
      }
      return null;
    }
  }

  private void round(Stage stage, String setup, long seed, Mode mode)
      throws IOException, SQLException {
    tally.round();
    Sessions sessions = new Sessions(seed, functions, server.major());
    String seal = stage.seal();
    List<Step> steps;
    Difference difference;
    try (Stage.Pair pair = stage.pair();
        Play play = new Play(pair, mode)) {
      difference = play(play, sessions);
      if (difference == null) {
        difference =
            play.end().stream().filter(end -> !seen.contains(end)).findFirst().orElse(null);
      }
      steps = play.played();
    } catch (Spoilt e) {
      return;
    }
    if (!stage.seal().equals(seal)) {
      difference = new Difference("production", "changed", List.of(seal), List.of(stage.seal()));
    }
    if (difference != null) {
      differs(
          stage, new Case("found/" + seed, setup, steps, 0, Integer.MAX_VALUE), mode, difference);
    }
  }

  private @Nullable Difference play(Play play, Sessions sessions) {
    Map<String, String> prepared = new HashMap<>();
    for (int i = 0; i < STEPS; i++) {
      Step step = sessions.next(play.blocked());
      if (step == null) {
        return null;
      }
      List<Play.Outcome> outcomes = play.play(step);
      List<Play.Outcome> together = outcomes.stream().skip(1).toList();
      for (Play.Outcome outcome : outcomes) {
        note(outcome);
        Judgement judgement = Judgement.of(outcome, text(outcome.step(), prepared), seen);
        if (judgement == Judgement.SPOILT) {
          throw new Spoilt();
        }
        if (judgement == Judgement.DIFFERENT && !Judgement.isRace(outcome, together)) {
          Difference difference = outcome.difference();
          if (difference == null
              || !Judgement.isHarmless(outcome)
              || !Signatures.isSeen(found, difference)) {
            return difference;
          }
          found.merge(Signatures.of(difference), 1, Integer::sum);
        }
        if (outcome.verdict() != Verdict.REFUSED) {
          sessions.learn(outcome.step(), outcome.replies());
        } else {
          sessions.refused(outcome.step());
        }
      }
    }
    return null;
  }

  /// What a step does, that of a prepared statement included.
  private static String text(Step step, Map<String, String> prepared) {
    String text = step.action().toString();
    String name =
        switch (step.action()) {
          case Step.Prepare(String given, String sql) -> {
            prepared.put(step.session() + given, sql);
            yield "";
          }
          case Step.Statement(String sql, String _) when sql.startsWith("PREPARE ") -> {
            prepared.put(step.session() + sql.split(" ", 3)[1], sql);
            yield "";
          }
          case Step.Execute(String given, _) -> given;
          case Step.Statement(String sql, String _) when sql.startsWith("EXECUTE ") ->
              sql.split(" ", 3)[1];
          default -> "";
        };
    return text + prepared.getOrDefault(step.session() + name, "");
  }

  /// The two sides no longer hold the same, for a reason that is known.
  private static final class Spoilt extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void note(Play.Outcome outcome) {
    tally.add(outcome.verdict());
    for (Reply reply : outcome.replies()) {
      if (reply instanceof Reply.Failure failure) {
        String message = failure.fields().get('C') + " " + failure.fields().get('M');
        if (outcome.verdict() == Verdict.REFUSED) {
          tally.refusal(message);
        } else {
          tally.error(message);
        }
      }
    }
  }

  private void differs(Stage stage, Case subject, Mode mode, Difference difference)
      throws IOException, SQLException {
    String signature = Signatures.of(difference);
    if (found.merge(signature, 1, Integer::sum) > 1) {
      return;
    }
    out.accept("DIFFERENCE " + subject.name() + " " + mode + "\n" + difference.report());
    String seed = subject.name().replaceAll("\\D", "");
    String file = Integer.toHexString(signature.hashCode()) + "-" + seed;
    String origin = "PostgreSQL %s, %s, seed %s\n".formatted(server.major(), mode, seed);
    if (!minimising) {
      write(file, CaseWriter.write(subject, origin + difference.report()));
      return;
    }
    long end = System.nanoTime() + MINIMISING.toNanos();
    Minimiser minimiser =
        new Minimiser(
            candidate ->
                System.nanoTime() < end && shows(stage, subject, candidate, mode, difference),
            ATTEMPTS);
    Case small = minimiser.minimise(subject);
    Replay replay = new Replay(mode, difference);
    List<Step> steps = small.steps();
    String report = difference.report();
    try (Stage again =
        new Stage(
            server,
            factory,
            Headroom.of(mode),
            client -> Statements.split(small.setup()).forEach(sql -> Stage.execute(client, sql)))) {
      Replay.Result result = replay.run(again, small.steps());
      if (result.difference() != null) {
        steps = result.steps();
        report = result.difference().report();
      }
    } catch (IllegalStateException e) {
      report += "\n(minimised set-up does not start: " + e.getMessage() + ")";
    }
    write(file, CaseWriter.write(small.with(steps), origin + report));
    out.accept(
        "  minimised to "
            + small.steps().size()
            + " steps, "
            + Statements.split(small.setup()).size()
            + " set-up statements");
  }

  private boolean shows(
      Stage stage, Case subject, Case candidate, Mode mode, Difference difference) {
    try {
      if (candidate.setup().equals(subject.setup())) {
        return new Replay(mode, difference).run(stage, candidate.steps()).difference() != null;
      }
      List<String> statements = Statements.split(candidate.setup());
      try (Stage other =
          new Stage(
              server,
              factory,
              Headroom.of(mode),
              client -> statements.forEach(sql -> Stage.execute(client, sql)))) {
        return new Replay(mode, difference).run(other, candidate.steps()).difference() != null;
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      return false;
    }
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(server.major() + "-" + name + ".sql"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
