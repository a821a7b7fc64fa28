package io.pgveneer.benchmarks.writes;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Reads of tables with many rows of their own, or with many masked.
///
/// Beside them: the same on a copy; through the preview before anything was written; and of the
/// same upper and lower rows put together without a mask, past the proxy.
final class LargeReads {
  private static final int LEAST_RUNS = 7;
  private static final int MOST_RUNS = 50;
  private static final double MOST_MILLIS = 500;
  private static final double BUDGET = 1.5;
  private static final PrintStream OUT = System.out;

  private final Contest contest;
  private final Map<String, Double> before = new HashMap<>();

  LargeReads(Contest contest) {
    this.contest = contest;
  }

  void run() throws SQLException {
    try (Connection copied = contest.copy.connect();
        Connection unmasked = contest.preview.fresh().connect();
        Connection merged = contest.preview.merged().connect()) {
      for (String table : List.of("events", "ledger")) {
        for (String query : queries(table).values()) {
          before.put(table + query, time(merged, query.formatted(table + " AS t")));
        }
      }
      write();
      for (String table : List.of("events", "ledger")) {
        heading(table);
        for (Map.Entry<String, String> read : queries(table).entrySet()) {
          String query = read.getValue();
          String byHand =
              "(SELECT * FROM public.%1$s UNION ALL SELECT * FROM pgveneer_lower.\"public.%1$s\") AS t"
                  .formatted(table);
          print(
              read.getKey(),
              time(copied, query.formatted(table + " AS t")),
              Objects.requireNonNull(before.get(table + query)),
              time(unmasked, query.formatted(byHand)),
              time(merged, query.formatted(table + " AS t")));
        }
      }
    }
  }

  private void write() throws SQLException {
    int rows = contest.rows;
    Contest.heading("Many rows");
    contest.measure(
        "INSERT of " + 10 * rows + " rows",
        1,
        3,
        Work.script(
            n ->
                "INSERT INTO events (user_id, kind, amount) SELECT 1 + i % 1000, 'kind ' || i % 7, i % 1000 FROM generate_series(1, "
                    + 10 * rows
                    + ") i"));
    contest.measure(
        "UPDATE of " + rows + " rows of " + 2 * rows,
        1,
        0,
        Work.script(n -> "UPDATE ledger SET amount = amount WHERE id % 2 = 0"));
    contest.preview.fresh().execute("ANALYZE");
    contest.copy.execute("ANALYZE");
  }

  private void heading(String table) {
    int rows = contest.rows;
    OUT.printf(
        "%nReads of a table with %s%n%n"
            + "| read | copy, ms | clean, ms | without mask, ms | preview, ms | ratio to the slower of the two | budget |%n"
            + "|---|---|---|---|---|---|---|%n",
        table.equals("events")
            ? 10 * rows + " rows of its own"
            : rows + " of " + 2 * rows + " rows masked");
  }

  private static void print(String read, double copy, double clean, double without, double ours) {
    double ratio = ours / Math.max(clean, without);
    OUT.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f%s |%n",
        read,
        copy,
        clean,
        without,
        ours,
        ratio,
        BUDGET,
        ratio > BUDGET ? " missed" : "");
  }

  private Map<String, String> queries(String table) {
    int rows = contest.rows;
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("one row by key, in production", "SELECT * FROM %s WHERE id = " + (rows / 2 + 1));
    queries.put(
        "one row by key, its own",
        "SELECT * FROM %s WHERE id = " + (table.equals("events") ? 5 * rows : rows / 2 + 2));
    queries.put("rows of a user", "SELECT * FROM %s WHERE user_id = 78");
    queries.put("last page", "SELECT * FROM %s ORDER BY id DESC LIMIT 25");
    queries.put("1000 rows by key", "SELECT * FROM %s WHERE id BETWEEN 5001 AND 6000");
    queries.put("count", "SELECT count(*) FROM %s");
    queries.put("groups", "SELECT kind, count(*), sum(amount) FROM %s GROUP BY kind ORDER BY kind");
    queries.put("all rows", "SELECT id, amount FROM %s");
    return queries;
  }

  /// The median of some runs, after two for connections and caches.
  private static double time(Connection connection, String sql) throws SQLException {
    double[] times = new double[MOST_RUNS];
    int runs = 0;
    double spent = 0;
    try (Statement statement = connection.createStatement()) {
      read(statement, sql);
      read(statement, sql);
      while (runs < LEAST_RUNS || runs < MOST_RUNS && spent < MOST_MILLIS) {
        times[runs] = read(statement, sql);
        spent += times[runs];
        runs++;
      }
    }
    return Contest.median(Arrays.copyOf(times, runs));
  }

  private static double read(Statement statement, String sql) throws SQLException {
    long begun = System.nanoTime();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
    return (System.nanoTime() - begun) / 1e6;
  }
}
