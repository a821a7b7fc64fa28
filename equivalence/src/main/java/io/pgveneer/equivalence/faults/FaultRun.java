package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.explore.Seen;
import io.pgveneer.equivalence.generate.Functions;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Plays generated sessions through a proxy in a process of its own, with faults among them, until
/// its time is over.
///
/// The seed decides what is played and which faults come during which statements; at what moment of
/// a statement they hit is left to chance.
public final class FaultRun implements AutoCloseable {
  private static final int LEGS = 9;

  private final Ground ground;
  private final Functions functions;
  private final Seen seen;
  private final Path log;
  private final Consumer<String> out;
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int steps;
  private int schemas;
  private final Map<String, Integer> left = new TreeMap<>();

  /// @param folder where the proxies' output goes
  public FaultRun(int major, Seen seen, Path folder, Consumer<String> out)
      throws IOException, SQLException {
    Files.createDirectories(folder);
    this.seen = seen;
    this.out = out;
    this.log = folder.resolve("faults-" + major + ".log");
    Files.deleteIfExists(log);
    this.ground = new Ground(major, log);
    this.functions = ground.functions();
  }

  /// @return what was found wrong
  public List<String> run(long seed, Duration time) throws IOException, SQLException {
    List<String> problems = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (long at = seed; System.nanoTime() < end; at++) {
      problems.addAll(schema(at, end));
    }
    return problems;
  }

  /// How much was done.
  public String report() {
    return steps
        + " statements over "
        + schemas
        + " schemas, faults "
        + faults
        + ", left early "
        + left;
  }

  private List<String> schema(long seed, long end) throws IOException, SQLException {
    Mode mode = seed % 2 == 0 ? Mode.SIMPLE : Mode.EXTENDED;
    Random random = new Random(seed);
    ProxyProcess proxy = ground.make(seed, functions, Headroom.of(mode));
    List<String> problems = new ArrayList<>();
    try {
      if (random.nextInt(100) < 30) {
        proxy.startFor(Duration.ofMillis(500 + random.nextInt(3000)));
      }
      proxy.start();
      Headroom.align(ground.freshDatabase(), ground.copyDatabase());
      Aftermath aftermath = new Aftermath(ground, seen);
      List<String> before = aftermath.problems(mode);
      if (before.isEmpty()) {
        schemas++;
        legs(seed, mode, random, aftermath, end, problems);
      } else {
        left.merge("unlike the copy from the start: " + before.getFirst(), 1, Integer::sum);
      }
    } catch (IllegalStateException e) {
      problems.add("seed " + seed + ": " + e.getMessage());
    } finally {
      ground.clear();
    }
    problems.forEach(out);
    return problems;
  }

  private void legs(
      long seed, Mode mode, Random random, Aftermath aftermath, long end, List<String> problems)
      throws IOException {
    List<Fault> next = new ArrayList<>();
    for (int i = 0; i < LEGS && problems.isEmpty() && System.nanoTime() < end; i++) {
      if (next.isEmpty()) {
        next.addAll(List.of(Fault.values()));
        Collections.shuffle(next, random);
      }
      Fault fault = next.removeLast();
      Leg leg = new Leg(ground, mode, functions, seen, aftermath, fault, seed * 100 + i);
      try {
        for (String problem : leg.play()) {
          problems.add(
              "seed "
                  + seed
                  + ", leg "
                  + i
                  + ", "
                  + fault
                  + ": "
                  + problem
                  + "\n"
                  + leg.history()
                  + "\n"
                  + told());
        }
      } catch (Leg.Spoilt e) {
        left.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
        return;
      } finally {
        steps += leg.steps();
      }
      faults.merge(fault, 1, Integer::sum);
    }
  }

  private String told() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  @Override
  public void close() throws IOException {
    ground.close();
  }
}
