package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what others change in the fresh database: another proxy's DDL, or DDL sent there directly.
///
/// Runs in a thread of its own, on one connection of the pool; where that breaks it connects again,
/// and takes everything for changed.
final class ChangeListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final DatabaseConnections fresh;
  private final Runnable changed;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private ChangeListener(DatabaseConnections fresh, Runnable changed) {
    this.fresh = fresh;
    this.changed = changed;
  }

  static ChangeListener start(DatabaseConnections fresh, Runnable changed) {
    ChangeListener listener = new ChangeListener(fresh, changed);
    Thread.ofPlatform().daemon().name("pgveneer-changes").start(listener::run);
    return listener;
  }

  private void run() {
    while (!isStopped(Duration.ZERO)) {
      try (Connection connection = fresh.open();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN pgveneer");
        changed.run();
        listen(connection.unwrap(PGConnection.class));
      } catch (SQLException | PgveneerException e) {
        LOG.debug("listening for changes in the fresh database: {}", e.getMessage());
        isStopped(PAUSE);
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!isStopped(Duration.ZERO)) {
      PGNotification[] heard = connection.getNotifications((int) POLL.toMillis());
      if (heard != null && heard.length > 0) {
        changed.run();
      }
    }
  }

  private boolean isStopped(Duration limit) {
    try {
      return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
