package io.pgveneer.wire;

import io.netty.channel.WriteBufferWaterMark;
import io.pgveneer.wire.metrics.WireMetrics;
import io.pgveneer.wire.tls.ServerTls;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all sessions share.
final class Door {
  /// Half of what the smallest server would hold: PostgreSQL asks for twice `max_connections`.
  private static final int DIALS = 32;

  private final WireSettings settings;
  private final Dialer dialer;
  private final ServerTls clientTls;
  private final Admission admission;
  private final Places places;
  private final WireMetrics metrics;
  private final FailureDelays delays;
  private final Turns turns = new Turns(DIALS);
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Runnable emptied = () -> {};

  /// Errors: PgveneerException (user) where the files of TLS are no good.
  Door(WireSettings settings, Transport transport) {
    this.settings = settings;
    this.dialer = new Dialer(settings, transport);
    this.clientTls = ServerTls.of(settings.clients().tls());
    this.admission = new Admission(clientTls, settings.clients().allowed());
    this.metrics = settings.metrics();
    this.places = new Places(settings.clients().limits());
    this.delays = new FailureDelays(settings.clients().failureDelay(), System::nanoTime);
  }

  WireSettings settings() {
    return settings;
  }

  Dialer dialer() {
    return dialer;
  }

  ServerTls clientTls() {
    return clientTls;
  }

  Admission admission() {
    return admission;
  }

  Places places() {
    return places;
  }

  WireMetrics metrics() {
    return metrics;
  }

  FailureDelays delays() {
    return delays;
  }

  /// For connections to the fresh database that it has not answered yet.
  Turns turns() {
    return turns;
  }

  static WriteBufferWaterMark waterMark(WireSettings settings) {
    return new WriteBufferWaterMark(settings.sizes().buffer() / 2, settings.sizes().buffer());
  }

  void entered(Link link) {
    links.add(link);
  }

  void left(Link link) {
    links.remove(link);
    if (links.isEmpty()) {
      emptied.run();
    }
  }

  /// Runs once no session is left, now or later; may run more than once.
  void whenEmpty(Runnable action) {
    emptied = action;
    if (links.isEmpty()) {
      action.run();
    }
  }

  Set<Link> links() {
    return links;
  }
}
