package io.pgveneer.benchmarks.writes;

import java.sql.SQLException;

/// Statements about one row each, prepared, as an ORM sends them.
final class SingleRows {
  private static final int RUNS = 200;

  /// Runs before, on other rows, for connections and caches.
  private static final int WARM_UP = 20;

  private static final String UPDATE = "UPDATE accounts SET balance = balance + ? WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO orders (number, user_id, product_id, amount) VALUES (?, ?, ?, ?) RETURNING id";

  private final Contest contest;
  private final int offset;

  SingleRows(Contest contest) {
    this.contest = contest;
    this.offset = Production.RUNS * contest.rows;
  }

  void run() throws SQLException {
    warmUp();
    Contest.heading("Single rows, each in a transaction of its own");
    contest.measure("UPDATE by key, first time", RUNS, 0, update());
    contest.measure("UPDATE by key, second time", RUNS, 0, update());
    contest.measure("UPDATE by key and version, first time", RUNS, 0, versioned());
    contest.measure("UPDATE by key and version, second time", RUNS, 0, versioned());
    contest.measure(
        "DELETE by key",
        RUNS,
        0,
        Work.prepared("DELETE FROM messages WHERE id = ?", n -> new Object[] {offset + n}));
    contest.measure("INSERT, its parents in production", RUNS, 0, insert("A", 0));
    contest.measure("INSERT, its parents copied up", RUNS, 0, insert("B", 0));
    contest.autocommit(false);
    Contest.heading("Single rows, all in one transaction");
    contest.measure("UPDATE by key, second time", RUNS, 0, update());
    contest.measure("INSERT, its parents in production", RUNS, 0, insert("C", RUNS));
    contest.measure("INSERT, its parents copied up", RUNS, 0, insert("D", RUNS));
    contest.autocommit(true);
  }

  private void warmUp() throws SQLException {
    contest.warm(
        WARM_UP, Work.prepared(UPDATE, n -> new Object[] {1, offset + contest.rows - 1 - n}));
    contest.warm(WARM_UP, insert("W", 3 * RUNS));
    contest.warm(
        WARM_UP,
        Work.prepared(
            "DELETE FROM messages WHERE id = ?", n -> new Object[] {offset + contest.rows - n}));
  }

  private Work update() {
    return Work.prepared(UPDATE, n -> new Object[] {1, offset + 7 * n});
  }

  /// As where an ORM locks optimistically.
  private Work versioned() {
    return Work.prepared(
        "UPDATE accounts SET balance = balance + 1 WHERE id = ? AND owner = ?",
        n -> new Object[] {offset + 7 * n + 3, "owner " + (offset + 7 * n + 3)});
  }

  private Work insert(String series, int parents) {
    int users = 2 * Production.RUNS * contest.rows + parents;
    return Work.prepared(
        INSERT, n -> new Object[] {series + n, users + 1 + n, 1 + (parents + n) % 2000, 17});
  }
}
