package io.pgveneer.benchmarks.writes;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads of tables with many rows of their own, or with many masked, beside the same upper and
/// lower rows put together without a mask.
final class LargeReads {
  private static final int RUNS = 7;
  private static final double BUDGET = 1.5;
  private static final PrintStream OUT = System.out;

  private final Contest contest;

  LargeReads(Contest contest) {
    this.contest = contest;
  }

  void run() throws SQLException {
    int rows = contest.rows;
    Contest.heading("Making them");
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
    try (Connection copied = contest.copy.connect();
        Connection unmasked = contest.preview.fresh().connect();
        Connection merged = contest.preview.merged().connect()) {
      for (String table : new String[] {"events", "ledger"}) {
        OUT.printf(
            "%nReads of %s%n%n| read | copy, ms | without mask, ms | preview, ms | ratio | budget |%n|---|---|---|---|---|---|%n",
            table.equals("events")
                ? "a table with " + 10 * rows + " rows of its own"
                : "a table with " + rows + " of " + 2 * rows + " rows masked");
        for (Map.Entry<String, String> read : queries(table).entrySet()) {
          String byHand =
              "(SELECT * FROM public.%1$s UNION ALL SELECT * FROM pgveneer_lower.\"public.%1$s\") AS t"
                  .formatted(table);
          double copy = time(copied, read.getValue().formatted(table + " AS t"));
          double without = time(unmasked, read.getValue().formatted(byHand));
          double ours = time(merged, read.getValue().formatted(table + " AS t"));
          OUT.printf(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %.1f%s |%n",
              read.getKey(),
              copy,
              without,
              ours,
              ours / without,
              BUDGET,
              ours > BUDGET * without ? " missed" : "");
        }
      }
    }
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

  private static double time(Connection connection, String sql) throws SQLException {
    double[] times = new double[RUNS];
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < RUNS; i++) {
        long begun = System.nanoTime();
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            rows.getObject(1);
          }
        }
        times[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    return Contest.median(times);
  }
}
