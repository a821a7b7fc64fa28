package io.pgveneer.wire.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.pgveneer.sql.StatementClass;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The front door's metrics. Thread-safe.
///
/// Names, in the registry: `clients.accepted`, `bytes.client`, `bytes.database` and the same for
/// `messages` (by whom they were sent), `statements.<class>`, `errors.<SQLSTATE>`,
/// `latency.rewrite`, `latency.fresh`, `latency.relay`.
public final class WireMetrics {
  private static final int SQL_STATES = 500;

  /// Sent by one of the two sides.
  ///
  /// @param messages begun
  public record Traffic(Counter bytes, Counter messages) {}

  private final MetricRegistry registry;
  private final boolean timed;
  private final Counter accepted;
  private final Traffic client;
  private final Traffic database;
  private final Map<StatementClass, Counter> statements = new EnumMap<>(StatementClass.class);
  private final Map<String, Counter> errors = new ConcurrentHashMap<>();
  private final Timer rewrite;
  private final Timer fresh;
  private final Timer relay;

  /// @param timed whether latencies are measured, which reads the clock for each statement
  public WireMetrics(MetricRegistry registry, boolean timed) {
    this.registry = registry;
    this.timed = timed;
    this.accepted = registry.counter("clients.accepted");
    this.client = traffic("client");
    this.database = traffic("database");
    for (StatementClass kind : StatementClass.values()) {
      statements.put(kind, registry.counter("statements." + kind.name().toLowerCase(Locale.ROOT)));
    }
    this.rewrite = timer("rewrite");
    this.fresh = timer("fresh");
    this.relay = timer("relay");
  }

  /// Counts that nobody looks at.
  public static WireMetrics unseen() {
    return new WireMetrics(new MetricRegistry(), false);
  }

  private Traffic traffic(String sender) {
    return new Traffic(registry.counter("bytes." + sender), registry.counter("messages." + sender));
  }

  private Timer timer(String part) {
    return registry.timer(
        "latency." + part,
        () -> new Timer(LockFreeExponentiallyDecayingReservoir.builder().build()));
  }

  public MetricRegistry registry() {
    return registry;
  }

  /// A client has connected.
  public void accepted() {
    accepted.inc();
  }

  /// What clients send.
  public Traffic client() {
    return client;
  }

  /// What the fresh database sends.
  public Traffic database() {
    return database;
  }

  /// A statement has completed.
  public void completed(StatementClass kind) {
    Counter counter = statements.get(kind);
    if (counter != null) {
      counter.inc();
    }
  }

  /// A client has been told an error. Those with a SQLSTATE too many, for functions may raise what
  /// they like, count as `other`.
  public void failed(String sqlState) {
    Counter counter = errors.get(sqlState);
    if (counter == null) {
      String name =
          errors.size() < SQL_STATES && sqlState.matches("[0-9A-Z]{5}") ? sqlState : "other";
      counter = errors.computeIfAbsent(name, key -> registry.counter("errors." + key));
    }
    counter.inc();
  }

  boolean isTimed() {
    return timed;
  }

  Timer rewrite() {
    return rewrite;
  }

  Timer fresh() {
    return fresh;
  }

  Timer relay() {
    return relay;
  }
}
