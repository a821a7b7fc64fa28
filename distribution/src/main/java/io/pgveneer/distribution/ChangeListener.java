package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what others change in the fresh database: another proxy's DDL, or what is sent there
/// directly; and whether there is another proxy.
///
/// Runs in a thread of its own, on one connection of the pool; where that breaks it connects again,
/// and takes everything for changed.
final class ChangeListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String WRITTEN = "dirty ";
  private static final String DEFINED = "schema ";

  private final DatabaseConnections fresh;
  private final Changes changes;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pgveneer-changes").unstarted(this::run);

  private ChangeListener(DatabaseConnections fresh, Changes changes) {
    this.fresh = fresh;
    this.changes = changes;
  }

  /// Returns when it listens, and other proxies know of this one: what is read from then on needs
  /// no second look.
  ///
  /// Errors: PgveneerException where the fresh database has not answered for as long as `patience`.
  static ChangeListener start(DatabaseConnections fresh, Changes changes, Duration patience) {
    ChangeListener listener = new ChangeListener(fresh, changes);
    listener.thread.start();
    if (!isCounted(listener.ready, patience.plus(PAUSE))) {
      listener.close();
      throw new PgveneerException(
          PgveneerException.Category.ENVIRONMENT,
          new SqlError("08006", "the fresh database no longer answers", null, null, 0));
    }
    return listener;
  }

  private void run() {
    boolean again = false;
    while (!isStopped(Duration.ZERO)) {
      try (Connection connection = fresh.open();
          Company company = Company.join(connection, changes)) {
        if (again) {
          changes.schemaChanged();
        }
        again = true;
        ready.countDown();
        hear(connection.unwrap(PGConnection.class), company);
      } catch (SQLException | PgveneerException e) {
        LOG.debug("listening for changes in the fresh database: {}", e.getMessage());
        isStopped(PAUSE);
      } catch (RuntimeException e) {
        // who no longer hears would show what has changed long ago
        LOG.error("following a change in the fresh database failed", e);
        isStopped(PAUSE);
      }
    }
  }

  private void hear(PGConnection connection, Company company) throws SQLException {
    Duration wait = POLL;
    while (!isStopped(Duration.ZERO)) {
      PGNotification[] heard = connection.getNotifications((int) wait.toMillis());
      wait = heard == null ? POLL : SOON;
      if (heard != null) {
        hear(heard, connection.getBackendPID(), company);
      }
      if (changes.areOverdue()) {
        changes.schemaChanged();
      }
    }
  }

  private void hear(PGNotification[] heard, int self, Company company) throws SQLException {
    boolean schemaChanged = false;
    for (PGNotification notification : heard) {
      String payload = notification.getParameter();
      if (payload.startsWith(WRITTEN)) {
        changes.written(Long.parseLong(payload.substring(WRITTEN.length())));
      } else if (payload.startsWith(DEFINED)) {
        schemaChanged |= !changes.isOwn(payload.substring(DEFINED.length()));
      } else if (!Company.ARRIVAL.equals(payload)) {
        schemaChanged = true;
      } else if (notification.getPID() != self) {
        company.makeRoom();
      }
    }
    if (schemaChanged) {
      changes.schemaChanged();
    }
  }

  private boolean isStopped(Duration limit) {
    return isCounted(stopped, limit);
  }

  private static boolean isCounted(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Returns when the connection is back in its pool.
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(POLL.plus(PAUSE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
