package io.pgveneer.benchmarks.writes;

import io.pgveneer.testkit.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Connections that take jobs from a table, all at once, until there are none.
final class JobQueue {
  private static final int CONNECTIONS = 8;
  private static final String TAKE =
      """
      UPDATE jobs SET state = 'taken' WHERE id = (
        SELECT id FROM jobs WHERE state = 'waiting' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *
      """;

  private final Contest contest;

  JobQueue(Contest contest) {
    this.contest = contest;
  }

  void run() throws SQLException {
    double copy = drain(contest.copy);
    contest.remote().reset();
    double preview = drain(contest.preview.merged());
    int jobs = contest.rows / 50;
    RemoteStatements.Counted counted = contest.remote().count().per(jobs);
    Contest.heading(jobs + " jobs of production handed out to " + CONNECTIONS + " connections");
    Contest.print(
        new Line(
            "time for each job",
            copy / jobs,
            preview / jobs,
            0,
            counted.scans(),
            counted.others()));
  }

  /// @return milliseconds until all jobs were handed out, each once
  private double drain(Database database) throws SQLException {
    Set<Long> taken = new HashSet<>();
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<List<Long>>> workers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        workers.add(threads.submit(() -> take(database)));
      }
      for (Future<List<Long>> worker : workers) {
        for (Long job : worker.get()) {
          if (!taken.add(job)) {
            throw new IllegalStateException("job " + job + " was handed out twice");
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (taken.size() != contest.rows / 50) {
      throw new IllegalStateException("only " + taken.size() + " jobs were handed out");
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static List<Long> take(Database database) throws SQLException {
    List<Long> jobs = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(TAKE)) {
      while (true) {
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            return jobs;
          }
          jobs.add(row.getLong(1));
        }
      }
    }
  }
}
