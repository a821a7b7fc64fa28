package io.pgveneer.distribution;

import io.pgveneer.distribution.config.Settings;
import io.pgveneer.wire.WireServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running proxy. Thread-safe.
///
/// Starting it again on the same fresh database keeps what is there, the overlay included.
public final class Pgveneer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pgveneer.class);

  private final Duration grace;
  private final WireServer door;
  private final Resources resources;

  Pgveneer(Duration grace, WireServer door, Resources resources) {
    this.grace = grace;
    this.door = door;
    this.resources = resources;
  }

  /// Connects to both databases, prepares the fresh one, and listens; returns when clients can
  /// connect.
  ///
  /// Errors: PgveneerException that names the database or the address, and what is wrong with it.
  public static Pgveneer start(Settings settings) {
    Resources resources = new Resources();
    try {
      WireServer door = new Startup(settings, resources).run();
      return new Pgveneer(settings.shutdownGrace(), door, resources);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /// Where clients connect.
  public InetSocketAddress address() {
    return door.address();
  }

  /// Takes no new clients, lets running statements finish within the grace period, and disconnects.
  @Override
  public void close() {
    close(grace);
  }

  /// As [#close()], with another grace period.
  public void close(Duration limit) {
    LOG.info("stopping; {} sessions", door.sessions());
    door.close(limit);
    resources.close();
    LOG.info("stopped");
  }
}
