package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.schema.DatabaseConnections;
import io.pgveneer.schema.Fingerprint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks from time to time whether production's schema has changed, and has the preview follow.
///
/// Runs in a thread of its own. Of several proxies each looks; what one has followed, the others
/// find done.
final class ProductionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProductionWatch.class);

  private final DatabaseConnections production;
  private final Duration interval;
  private final Runnable follow;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String seen;

  private ProductionWatch(
      DatabaseConnections production, String seen, Duration interval, Runnable follow) {
    this.production = production;
    this.seen = seen;
    this.interval = interval;
    this.follow = follow;
  }

  /// @param seen production's fingerprint before it was read
  static ProductionWatch start(
      DatabaseConnections production, String seen, Duration interval, Runnable follow) {
    ProductionWatch watch = new ProductionWatch(production, seen, interval, follow);
    Thread.ofPlatform().daemon().name("pgveneer-production").start(watch::run);
    return watch;
  }

  private void run() {
    while (!isStopped()) {
      try {
        String now = Fingerprint.of(production);
        if (!now.equals(seen)) {
          LOG.info("production's schema has changed");
          follow.run();
          seen = now;
        }
      } catch (PgveneerException e) {
        LOG.warn("following production's schema: {}", e.error().message());
      }
    }
  }

  private boolean isStopped() {
    try {
      return stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS);
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
