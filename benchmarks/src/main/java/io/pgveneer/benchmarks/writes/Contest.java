package io.pgveneer.benchmarks.writes;

import io.pgveneer.benchmarks.arena.Preview;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/// A copy of production and a preview of it, which do the same in turns.
final class Contest implements AutoCloseable {
  private static final PrintStream OUT = System.out;

  final Database copy;
  final Preview preview;
  final int rows;
  private final Connection copied;
  private final Connection merged;
  private final RemoteStatements remote;

  private Contest(
      Database copy, Preview preview, RemoteStatements remote, int rows, Connection copied)
      throws SQLException {
    this.copy = copy;
    this.preview = preview;
    this.rows = rows;
    this.copied = copied;
    this.remote = remote;
    this.merged = preview.merged().connect();
  }

  /// @param rows of a bulk write
  static Contest open(PostgresqlServer server, Database production, int rows, double roundTrip)
      throws SQLException, IOException {
    Database copy = Production.create(server, rows);
    Preview preview = Preview.open(server, production, roundTrip);
    return new Contest(copy, preview, new RemoteStatements(production), rows, copy.connect());
  }

  static void heading(String text) {
    OUT.printf("%n%s%n%n%s%n", text, Line.HEAD);
  }

  static void print(Line line) {
    OUT.println(line);
  }

  /// Does it a number of times by turns.
  void measure(String what, int runs, double budget, Work work) throws SQLException {
    Work.Run there = work.on(copied);
    Work.Run here = work.on(merged);
    double[] copyTimes = new double[runs];
    double[] previewTimes = new double[runs];
    remote.reset();
    for (int i = 0; i < runs; i++) {
      copyTimes[i] = time(there, i);
      previewTimes[i] = time(here, i);
    }
    RemoteStatements.Counted counted = remote.count().per(runs);
    print(
        new Line(
            what,
            median(copyTimes),
            median(previewTimes),
            budget,
            counted.scans(),
            counted.others()));
  }

  /// Does it a number of times, unmeasured.
  void warm(int runs, Work work) throws SQLException {
    for (Connection connection : new Connection[] {copied, merged}) {
      Work.Run run = work.on(connection);
      for (int i = 0; i < runs; i++) {
        run.run(i);
      }
    }
  }

  /// In transactions of ours, or each run in its own.
  void autocommit(boolean each) throws SQLException {
    copied.setAutoCommit(each);
    merged.setAutoCommit(each);
  }

  RemoteStatements remote() {
    return remote;
  }

  private static double time(Work.Run run, int number) throws SQLException {
    long begun = System.nanoTime();
    run.run(number);
    return (System.nanoTime() - begun) / 1e6;
  }

  static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Override
  public void close() throws SQLException, IOException {
    copied.close();
    merged.close();
    remote.close();
    preview.close();
  }
}
