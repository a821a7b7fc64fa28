package io.pgveneer.schema;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgveneer.api.PgveneerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections for set-up and introspection. Thread-safe.
///
/// On all of them only `pg_catalog` is in the search path, so that PostgreSQL prints every name in
/// full.
public final class DatabaseConnections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseConnections.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final String SHARED_OPTIONS =
      "-c search_path=pg_catalog -c check_function_bodies=off -c client_min_messages=warning";

  private final String role;
  private final DatabaseSettings settings;
  private final HikariDataSource pool;

  private DatabaseConnections(String role, DatabaseSettings settings, HikariDataSource pool) {
    this.role = role;
    this.settings = settings;
    this.pool = pool;
  }

  /// To production: every transaction is read-only, and no statement runs for more than a minute.
  ///
  /// Errors: PgveneerException when it still cannot be reached when patience is over, or at once
  /// when waiting cannot help, such as with a wrong password.
  public static DatabaseConnections production(DatabaseSettings settings, ConnectOptions options) {
    return open(
        "production",
        settings,
        options,
        SHARED_OPTIONS + " -c default_transaction_read_only=on -c statement_timeout=60000");
  }

  /// To the fresh database. Errors: as [#production].
  public static DatabaseConnections fresh(DatabaseSettings settings, ConnectOptions options) {
    return open("fresh", settings, options, SHARED_OPTIONS);
  }

  private static DatabaseConnections open(
      String role, DatabaseSettings settings, ConnectOptions options, String serverOptions) {
    PGSimpleDataSource source = source(settings, options, serverOptions);
    await(role, settings, source, options.patience());
    HikariConfig config = new HikariConfig();
    config.setPoolName("pgveneer-" + role);
    config.setDataSource(source);
    config.setMaximumPoolSize(options.poolSize());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(Math.max(250, options.connectTimeout().toMillis()));
    config.setReadOnly("production".equals(role));
    config.setInitializationFailTimeout(-1);
    return new DatabaseConnections(role, settings, new HikariDataSource(config));
  }

  private static PGSimpleDataSource source(
      DatabaseSettings settings, ConnectOptions options, String serverOptions) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {settings.host()});
    source.setPortNumbers(new int[] {settings.port()});
    source.setDatabaseName(settings.database());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setApplicationName("pgveneer");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout((int) Math.max(1, options.connectTimeout().toSeconds()));
    source.setLoginTimeout((int) Math.max(1, options.connectTimeout().toSeconds()));
    String given = settings.parameters().getOrDefault("options", "");
    source.setOptions((given + " " + serverOptions).strip());
    Properties tls = new Properties();
    settings
        .parameters()
        .forEach(
            (name, value) -> {
              if (name.startsWith("ssl")) {
                tls.setProperty(name, value);
              }
            });
    setTls(source, tls);
    return source;
  }

  private static void setTls(PGSimpleDataSource source, Properties tls) {
    for (String name : tls.stringPropertyNames()) {
      try {
        source.setProperty(name, tls.getProperty(name));
      } catch (SQLException e) {
        throw new IllegalArgumentException("the driver does not take " + name, e);
      }
    }
  }

  private static void await(
      String role, DatabaseSettings settings, PGSimpleDataSource source, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try (Connection connection = source.getConnection()) {
        LOG.debug("connected to the {} database {}", role, settings);
        connection.clearWarnings();
        return;
      } catch (SQLException e) {
        if (!ConnectionErrors.isPassing(e) || System.nanoTime() + pause.toNanos() > deadline) {
          throw ConnectionErrors.explain(role, settings, e);
        }
        LOG.info("the {} database does not answer yet, trying again: {}", role, e.getMessage());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause.toMillis()));
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  /// A connection with autocommit on; closing it gives it back.
  ///
  /// Errors: PgveneerException when none can be had.
  public Connection open() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /// What went wrong with this database, in words for whoever runs the proxy.
  public PgveneerException explain(SQLException e) {
    return ConnectionErrors.explain(role, settings, e);
  }

  public DatabaseSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    pool.close();
  }
}
