package io.pgveneer.distribution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this proxy is the only one at its fresh database, told by an advisory lock there.
///
/// The only one holds it alone. One that comes later announces itself and then waits for its share:
/// it has it when the first has given up being alone, and so no longer takes for clean what only
/// its own sessions' silence proved. A connection that breaks gives up the lock with it.
final class Company implements AutoCloseable {
  /// The notification by which a proxy announces itself.
  static final String ARRIVAL = "proxy";

  private static final Logger LOG = LoggerFactory.getLogger(Company.class);

  /// Two numbers that no application is likely to use: `pgve` and `neer` in ASCII.
  private static final String LOCK = "(1885828709, 1852138866)";

  private static final String PATIENCE = "10s";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection connection;
  private final Changes changes;
  private boolean alone;

  private Company(Connection connection, Changes changes) {
    this.connection = connection;
    this.changes = changes;
  }

  /// Returns when the connection listens, and all other proxies know of this one.
  static Company join(Connection connection, Changes changes) throws SQLException {
    Company company = new Company(connection, changes);
    company.execute("LISTEN pgveneer");
    if (company.takeAlone()) {
      company.alone = true;
      changes.alone(connection);
    } else {
      company.share();
    }
    return company;
  }

  /// Another proxy has announced itself.
  void makeRoom() throws SQLException {
    if (alone) {
      alone = false;
      changes.accompanied();
      execute("SELECT pg_advisory_unlock" + LOCK);
      share();
    }
  }

  private boolean takeAlone() throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT pg_try_advisory_lock" + LOCK)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private void share() throws SQLException {
    LOG.info("another pgveneer serves this preview: no table is read as unchanged any more");
    execute("NOTIFY pgveneer, '" + ARRIVAL + "'");
    execute("SET lock_timeout = '" + PATIENCE + "'");
    while (!hasShare()) {
      LOG.warn("the other pgveneer on this preview has not made room for {}; waiting", PATIENCE);
    }
    execute("RESET lock_timeout");
  }

  private boolean hasShare() throws SQLException {
    try {
      execute("SELECT pg_advisory_lock_shared" + LOCK);
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Leaves nothing behind on a connection that goes back to its pool.
  @Override
  public void close() throws SQLException {
    changes.accompanied();
    execute("UNLISTEN *");
    execute("SELECT pg_advisory_unlock_all()");
  }
}
