package io.pgveneer.equivalence;

import io.pgveneer.equivalence.run.*;
import io.pgveneer.equivalence.script.*;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.*;
import java.util.*;

final class RunFiles {
  public static void main(String[] a) throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start(Integer.parseInt(a[0]))) {
      Arena.makeRoles(server);
      server.administration().execute("ALTER SYSTEM SET deadlock_timeout = '100ms'");
      server.administration().execute("SELECT pg_reload_conf()");
      for (int i = 1; i < a.length; i++) {
        Case c =
            CaseReader.read(
                a[i],
                Files.readString(Path.of(a[i])),
                n -> {
                  try {
                    return Files.readString(Path.of("src/test/resources/fixtures/" + n + ".sql"));
                  } catch (Exception e) {
                    throw new RuntimeException(e);
                  }
                });
        System.out.println("##### " + a[i]);
        try (Stage stage =
            new Stage(
                server,
                new ProductLayer(),
                cl ->
                    Statements.split(c.setup())
                        .forEach(
                            s -> {
                              if (!Stage.execute(cl, s)) System.out.println("SETUP FAILS " + s);
                            }))) {
          for (Mode mode :
              a[0].equals("x")
                  ? Mode.values()
                  : System.getProperty("mode") == null
                      ? Mode.values()
                      : new Mode[] {Mode.valueOf(System.getProperty("mode"))}) {
            try (Stage.Pair pair = stage.pair();
                Play play = new Play(pair, mode)) {
              int n = 0;
              for (Step step : c.steps()) {
                if (step.action() instanceof Step.Await) continue;
                long t = System.nanoTime();
                for (Play.Outcome o : play.play(step)) {
                  long ms = (System.nanoTime() - t) / 1000000;
                  if (ms > 1500 || Boolean.getBoolean("all"))
                    System.out.println(mode + " " + o.verdict() + " " + ms + " ms: " + step);
                  if (o.verdict() == Verdict.DIFFERENT || o.verdict() == Verdict.REFUSED) {
                    n++;
                    System.out.println(
                        mode
                            + " "
                            + o.verdict()
                            + " line "
                            + step.line()
                            + "\n"
                            + o.difference().report());
                    if (Boolean.getBoolean("all"))
                      System.out.println(
                          "  full: "
                              + o.difference().copy()
                              + "\n  full: "
                              + o.difference().preview());
                  }
                }
              }
              for (Difference d : play.end()) {
                n++;
                System.out.println(mode + " END " + d.report());
              }
              System.out.println(mode + ": " + n + " differences");
            }
          }
        }
      }
    }
    System.exit(0);
  }
}
