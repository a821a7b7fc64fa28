package io.pgveneer.equivalence;

import io.pgveneer.equivalence.explore.*;
import io.pgveneer.equivalence.generate.Minimiser;
import io.pgveneer.equivalence.run.*;
import io.pgveneer.equivalence.script.*;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.*;
import java.util.*;

final class Shrink {
  public static void main(String[] a) throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start(Integer.parseInt(a[0]))) {
      Arena.makeRoles(server);
      server.administration().execute("ALTER SYSTEM SET deadlock_timeout = '100ms'");
      server.administration().execute("SELECT pg_reload_conf()");
      for (int i = 1; i < a.length; i++) {
        Path f = Path.of(a[i]);
        String text = Files.readString(f);
        Mode mode =
            text.startsWith("-- SIMPLE") || text.contains(", SIMPLE") ? Mode.SIMPLE : Mode.EXTENDED;
        Case c = CaseReader.read(a[i], text, n -> "");
        System.out.println("##### " + a[i] + " " + mode + " " + c.steps().size());
        long end = System.nanoTime() + 120_000_000_000L;
        try (Stage stage =
            new Stage(
                server,
                new ProductLayer(),
                Headroom.of(mode),
                cl -> Statements.split(c.setup()).forEach(s -> Stage.execute(cl, s)))) {
          Difference first = new Replay(mode).run(stage, c.steps()).difference();
          if (first == null) {
            System.out.println("no difference now");
            continue;
          }
          System.out.println(first.report());
          // what comes after the difference does not matter
          Minimiser m =
              new Minimiser(
                  x -> {
                    if (System.nanoTime() > end) return false;
                    try {
                      Difference d = new Replay(mode).run(stage, x.steps()).difference();
                      return d != null && d.isLike(first);
                    } catch (Exception e) {
                      return false;
                    }
                  },
                  100);
          Case small = m.minimiseSteps(c);
          Path to = f.resolveSibling("small-" + f.getFileName());
          Files.writeString(to, CaseWriter.write(small, mode + "\n" + first.report()));
          System.out.println("-> " + small.steps().size() + " " + to);
        }
      }
    }
    System.exit(0);
  }
}
