package io.pgveneer.demo;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `pgveneer demo`.
@Command(
    name = "pgveneer demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a production PostgreSQL holding a shop, an empty fresh one, and the proxy before"
          + " them.",
      "Everything is embedded and goes away at Ctrl-C."
    })
public final class DemoMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--check",
      description = "Plays the seven scenarios, tells each, and exits with 0 only if all held.")
  private boolean check;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the proxy listens, 0 for any free port; default 6432.")
  private int port = -1;

  @Option(
      names = "--postgresql",
      paramLabel = "MAJOR",
      defaultValue = "18",
      description = "PostgreSQL's major version, 15 to 18; default ${DEFAULT-VALUE}.")
  private int major;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  private DemoMain() {}

  public static void main(String[] arguments) {
    System.setProperty("pgveneer.log.level", "warn");
    Runtime.getRuntime().exit(new CommandLine(new DemoMain()).execute(arguments));
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    int listen = port >= 0 ? port : check ? 0 : 6432;
    try {
      Demo demo = Demo.start(major, listen, step -> progress(out, step));
      return check ? check(demo, out) : show(demo, out);
    } catch (PgveneerException | IllegalStateException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static void progress(PrintWriter out, String step) {
    out.println(step + " …");
    out.flush();
  }

  private static int check(Demo demo, PrintWriter out) throws SQLException {
    try (demo) {
      Check check = new Check(out);
      Database client = demo.preview().client();
      String size = Demo.size(demo.shop());
      String seen = Demo.size(client);
      check.tell(size.equals(seen), "the shop through the proxy", seen);
      boolean held = check.run(demo.production(), demo.fresh()) && size.equals(seen);
      check.summary();
      return held ? 0 : 1;
    }
  }

  private static int show(Demo demo, PrintWriter out) throws SQLException, InterruptedException {
    Database client = demo.preview().client();
    Database fresh = demo.preview().fresh();
    out.println();
    out.println("production  " + demo.shop().uri() + "  (" + Demo.size(demo.shop()) + ")");
    out.println("fresh       " + fresh.uri() + "  (empty; takes what you change)");
    out.println("preview     " + client.uri());
    out.println();
    out.println("Connect to the preview:");
    out.println("  psql " + client.uri());
    out.println("  " + client.jdbcUrl() + "?user=postgres&password=postgres");
    out.println();
    out.println("Worth trying, and looking at production afterwards:");
    out.println("  UPDATE users SET email = 'me@example.com' WHERE id = 5 RETURNING *;");
    out.println("  ALTER TABLE users ADD COLUMN phone text DEFAULT 'none';");
    out.println(
        "  SELECT u.name, o.amount, o.status FROM users u JOIN orders o ON o.user_id = u.id"
            + " WHERE u.id = 7;");
    out.println();
    out.println("Ctrl-C stops all three.");
    out.flush();
    PostgresqlServer.beforeShutdown(() -> stop(demo));
    new CountDownLatch(1).await();
    return 0;
  }

  /// As it should be: a JVM that a signal ends would tell a failure.
  private static void stop(Demo demo) {
    demo.close();
    Runtime.getRuntime().halt(0);
  }
}
