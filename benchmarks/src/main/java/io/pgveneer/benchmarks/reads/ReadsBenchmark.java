package io.pgveneer.benchmarks.reads;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs all shapes in all ways and prints a table for each setting.
public final class ReadsBenchmark {
  private static final int RUNS = 2;

  /// Milliseconds of a shape after which it is not run again: chance plays no part in them.
  private static final double ENOUGH = 2_000;

  /// Milliseconds after which a shape is given up.
  private static final double MOST = 60_000;

  /// Milliseconds after which the textbook is: its `NOT IN` takes hours once its keys do not fit
  /// into `work_mem`.
  private static final double MOST_OF_BOOK = 15_000;

  private static final int WARMING = 12;
  private static final int ROUNDS = 50;
  private static final PrintStream OUT = System.out;

  private record Line(
      Shape shape, double direct, double hand, double book, double ours, Rows rows, String plan) {

    boolean isTooSlow() {
      return Boolean.getBoolean("plans") || ours > 2 * book && ours > book + 20;
    }
  }

  private record Rows(double direct, double hand, double book, double ours) {}

  private ReadsBenchmark() {}

  /// @param arguments orders in production (default 200000), then settings such as `1/1.0`: dirty
  ///     rows in a thousand, round trip in milliseconds
  public static void main(String[] arguments) throws SQLException, IOException {
    int orders = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
    List<String> settings =
        arguments.length > 1
            ? List.of(arguments).subList(1, arguments.length)
            : List.of("0/0", "1/0", "100/0", "0/1", "1/1", "100/1");
    try (PostgresqlServer server = PostgresqlServer.start(Integer.getInteger("major", 18))) {
      Database production = Arena.production(server, orders);
      for (String setting : settings) {
        String[] parts = setting.split("/", 2);
        int dirty = Integer.parseInt(parts[0]);
        double delay = Double.parseDouble(parts[1]);
        try (Arena arena = Arena.open(server, production, dirty, delay)) {
          print(dirty, delay, run(arena));
        }
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private static List<Line> run(Arena arena) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (Connection direct = connect(arena.production(), "public", MOST);
        Connection hand = connect(arena.byHand, "hand, public", MOST);
        Connection book = connect(arena.byHand, "book, public", MOST_OF_BOOK);
        Connection ours = connect(arena.merged(), "public", MOST)) {
      for (Connection connection : List.of(direct, hand, book, ours)) {
        warmUp(connection);
      }
      for (Shape shape : Shape.all()) {
        double rows = rows(direct, shape.sql());
        double bookTime = time(book, shape.sql(), MOST_OF_BOOK);
        lines.add(
            new Line(
                shape,
                time(direct, shape.sql(), MOST),
                time(hand, shape.sql(), MOST),
                bookTime,
                time(ours, shape.sql(), MOST),
                new Rows(
                    rows,
                    fetched(hand, shape.sql()),
                    bookTime < MOST_OF_BOOK ? fetched(book, shape.sql()) : Double.NaN,
                    fetched(ours, shape.sql())),
                plan(ours, shape.sql())));
      }
    }
    return lines;
  }

  /// A session's first statements fill its caches, and the proxy's JVM compiles what it runs often.
  private static void warmUp(Connection connection) throws SQLException {
    for (int i = 0; i < ROUNDS; i++) {
      for (Shape shape : Shape.all().stream().limit(WARMING).toList()) {
        if (i == 0 || !shape.name().contains("count")) {
          rows(connection, shape.sql());
        }
      }
    }
  }

  private static Connection connect(Database database, String path, double most)
      throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + path + "; SET statement_timeout = " + (int) most);
    }
    return connection;
  }

  /// The fastest of a few runs, in milliseconds.
  ///
  /// @param most what is told for what was given up
  private static double time(Connection connection, String sql, double most) throws SQLException {
    double best = Double.MAX_VALUE;
    double spent = 0;
    for (int i = 0; i <= RUNS && spent < ENOUGH; i++) {
      long begun = System.nanoTime();
      try {
        rows(connection, sql);
      } catch (SQLException e) {
        if ("57014".equals(e.getSQLState())) {
          return most;
        }
        throw e;
      }
      double took = (System.nanoTime() - begun) / 1e6;
      best = Math.min(best, took);
      spent += took;
    }
    return best;
  }

  private static double rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN (VERBOSE) " + sql)) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return plan.toString();
    }
  }

  private static double fetched(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("EXPLAIN (ANALYZE, VERBOSE, TIMING OFF, FORMAT JSON) " + sql)) {
      row.next();
      Config plans = ConfigFactory.parseString("{\"plans\": " + row.getString(1) + "}");
      return fetched(plans.getConfigList("plans").getFirst().getConfig("Plan"));
    }
  }

  private static double fetched(Config node) {
    double rows = 0;
    if (node.hasPath("\"Remote SQL\"")) {
      rows = node.getDouble("\"Actual Rows\"") * node.getDouble("\"Actual Loops\"");
      // rows that a condition of ours removed were sent too
      String removed = "\"Rows Removed by Filter\"";
      rows +=
          node.hasPath(removed) ? node.getDouble(removed) * node.getDouble("\"Actual Loops\"") : 0;
    }
    if (node.hasPath("Plans")) {
      for (Config child : node.getConfigList("Plans")) {
        rows += fetched(child);
      }
    }
    return rows;
  }

  private static void print(int dirty, double delay, List<Line> lines) {
    OUT.printf(
        Locale.ROOT,
        "%n%.1f %% dirty, %.1f ms round trip: ms, then rows from production%n",
        dirty / 10.0,
        delay);
    OUT.println(
        "shape | direct | by hand | textbook | ours | rows: direct | by hand | textbook | ours");
    OUT.println("---|---|---|---|---|---|---|---|---");
    for (Line line : lines) {
      OUT.printf(
          Locale.ROOT,
          "%s | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f%n",
          line.shape.name(),
          line.direct,
          line.hand,
          line.book,
          line.ours,
          line.rows.direct,
          line.rows.hand,
          line.rows.book,
          line.rows.ours);
    }
    lines.stream()
        .filter(Line::isTooSlow)
        .forEach(line -> OUT.printf("%nslow: %s%n%s", line.shape.name(), line.plan));
    OUT.printf(
        Locale.ROOT,
        "geometric mean of ours: %.2f x direct, %.2f x by hand, %.2f x textbook; slower than the"
            + " textbook: %d of %d; rows: by hand %.0f, textbook %.0f, ours %.0f%n",
        Math.exp(lines.stream().mapToDouble(l -> Math.log(l.ours / l.direct)).average().orElse(0)),
        Math.exp(lines.stream().mapToDouble(l -> Math.log(l.ours / l.hand)).average().orElse(0)),
        Math.exp(lines.stream().mapToDouble(l -> Math.log(l.ours / l.book)).average().orElse(0)),
        lines.stream().filter(l -> l.ours > 1.1 * l.book).count(),
        lines.size(),
        lines.stream().mapToDouble(l -> l.rows.hand).sum(),
        lines.stream().mapToDouble(l -> l.rows.book).filter(rows -> !Double.isNaN(rows)).sum(),
        lines.stream().mapToDouble(l -> l.rows.ours).sum());
  }
}
