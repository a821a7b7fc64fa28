package io.pgveneer.benchmarks.writes;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/// Runs all parts for each round trip.
public final class WritesBenchmark {
  private static final PrintStream OUT = System.out;

  private WritesBenchmark() {}

  /// @param arguments rows of a bulk write (default 100000), PostgreSQL's major (default 18), then
  ///     round trips to production in milliseconds (default 0 and 1)
  public static void main(String[] arguments) throws SQLException, IOException {
    int rows = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    int major = arguments.length < 2 ? 18 : Integer.parseInt(arguments[1]);
    List<String> roundTrips =
        arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : List.of("0", "1");
    ServerOptions options =
        ServerOptions.of(major)
            .with("shared_preload_libraries", "pg_stat_statements")
            .with("pg_stat_statements.max", "50000");
    try (PostgresqlServer server = PostgresqlServer.start(options)) {
      Database production = Production.create(server, rows);
      for (String roundTrip : roundTrips) {
        OUT.printf("%n## %s ms round trip to production, PostgreSQL %d%n", roundTrip, major);
        try (Contest contest =
            Contest.open(server, production, rows, Double.parseDouble(roundTrip))) {
          run(contest);
        }
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private static void run(Contest contest) throws SQLException {
    String parts = System.getProperty("parts", "single bulk queue reads");
    if (parts.contains("single")) {
      new SingleRows(contest).run();
    }
    if (parts.contains("queue")) {
      new JobQueue(contest).run();
    }
    if (parts.contains("bulk")) {
      new BulkWrites(contest).run();
    }
    if (parts.contains("reads")) {
      new LargeReads(contest).run();
    }
  }
}
