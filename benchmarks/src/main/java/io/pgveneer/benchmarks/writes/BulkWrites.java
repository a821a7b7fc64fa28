package io.pgveneer.benchmarks.writes;

import static io.pgveneer.benchmarks.writes.Production.RUNS;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// Statements about many rows.
final class BulkWrites {
  private static final double BUDGET = 3;

  private final Contest contest;
  private final int rows;

  BulkWrites(Contest contest) {
    this.contest = contest;
    this.rows = contest.rows;
  }

  void run() throws SQLException {
    Contest.heading(rows + " rows in one statement; two foreign keys and two unique indexes");
    contest.measure(
        "INSERT … SELECT, parents in production", RUNS, BUDGET, Work.script(n -> insert("I", n)));
    contest.measure(
        "INSERT … SELECT, parents copied up", RUNS, BUDGET, Work.script(n -> insert("J", n)));
    contest.measure("COPY with keys, parents in production", RUNS, BUDGET, copy(0, "K", RUNS));
    contest.measure("COPY with keys, parents copied up", RUNS, BUDGET, copy(RUNS, "L", 0));
    Contest.heading(rows + " rows of production in one statement");
    contest.measure(
        "UPDATE, first time",
        RUNS,
        0,
        Work.script(n -> "UPDATE accounts SET balance = balance + 1 WHERE " + range(n)));
    contest.measure(
        "UPDATE, second time",
        RUNS,
        0,
        Work.script(n -> "UPDATE accounts SET balance = balance + 1 WHERE " + range(n)));
    contest.measure("DELETE", RUNS, 0, Work.script(n -> "DELETE FROM messages WHERE " + range(n)));
  }

  private String range(int run) {
    return "id > " + run * rows + " AND id <= " + (run + 1) * rows;
  }

  private String insert(String series, int run) {
    return "INSERT INTO orders (number, user_id, product_id, amount) SELECT '%s%d-' || i, %d + i, 1 + i %% 2000, i %% 1000 FROM generate_series(1, %d) i"
        .formatted(series, run, run * rows, rows);
  }

  private Work copy(int keys, String series, int parents) {
    return connection ->
        run -> {
          StringBuilder text = new StringBuilder();
          long first = 100L * rows + (long) (keys + run) * rows;
          for (int i = 1; i <= rows; i++) {
            text.append(first + i).append('\t').append(series).append(run).append('-').append(i);
            text.append('\t').append((parents + run) * rows + i).append('\t').append(1 + i % 2000);
            text.append("\t17\n");
          }
          try {
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                    "COPY orders (id, number, user_id, product_id, amount) FROM STDIN",
                    new StringReader(text.toString()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }
}
