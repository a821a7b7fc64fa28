package io.pgveneer.testkit;

import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// A running server. Closing it stops it; one that is external stays.
public final class PostgresqlServer implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final int major;
  private final Database administration;
  private final Runnable stop;
  private final Runnable crash;

  /// A server that cannot be made to crash.
  PostgresqlServer(int major, Database administration, Runnable stop) {
    this(
        major,
        administration,
        stop,
        () -> {
          throw new IllegalStateException("only an embedded server crashes at our will");
        });
  }

  PostgresqlServer(int major, Database administration, Runnable stop, Runnable crash) {
    this.major = major;
    this.administration = administration;
    this.stop = stop;
    this.crash = crash;
  }

  /// A server of this major with default options: the one that property
  /// `pgveneer.postgresql.<major>` names by its libpq URI (a superuser's); where a container engine
  /// is, one in a container; everywhere else an embedded one.
  ///
  /// Errors: IllegalStateException when it cannot start, with the server's own words.
  public static PostgresqlServer start(int major) {
    String external = System.getProperty("pgveneer.postgresql." + major);
    if (external != null) {
      return ExternalServer.connect(major, external);
    }
    return Containers.available() ? ContainerServer.start(major) : start(ServerOptions.of(major));
  }

  /// An embedded server.
  public static PostgresqlServer start(ServerOptions options) {
    return EmbeddedServer.start(options);
  }

  /// When this JVM ends, runs something before its servers are stopped.
  public static void beforeShutdown(Runnable task) {
    Shutdown.first(task);
  }

  public int major() {
    return major;
  }

  public String host() {
    return administration.host();
  }

  public int port() {
    return administration.port();
  }

  /// The database `postgres`, as superuser.
  public Database administration() {
    return administration;
  }

  /// A database by this name, as superuser. It need not exist yet.
  public Database database(String name) {
    return new Database(host(), port(), name, administration.user(), administration.password());
  }

  /// Creates an empty database with a name nobody else uses.
  public Database createDatabase() {
    return createDatabase(
        String.format(
            Locale.ROOT, "t%d_%d", ProcessHandle.current().pid(), DATABASES.incrementAndGet()));
  }

  /// Creates an empty database.
  public Database createDatabase(String name) {
    String quoted = '"' + name.replace("\"", "\"\"") + '"';
    try {
      administration.execute("CREATE DATABASE " + quoted + " TEMPLATE template0");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
    return database(name);
  }

  /// Drops a database, whoever is connected to it.
  public void drop(Database database) {
    try {
      administration.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot drop database " + database.name(), e);
    }
  }

  /// Stops an embedded server at once, as when its machine loses power: one that is started on the
  /// same data directory has to recover them.
  public void crash() {
    crash.run();
  }

  @Override
  public void close() {
    stop.run();
  }
}
