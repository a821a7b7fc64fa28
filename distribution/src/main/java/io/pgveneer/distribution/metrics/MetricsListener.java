package io.pgveneer.distribution.metrics;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers `GET /metrics` in Prometheus' text format and `GET /health` in JSON, with 503 where no
/// client can be served.
public final class MetricsListener implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsListener(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// Errors: PgveneerException (environment) where the address cannot be bound.
  public static MetricsListener start(
      InetSocketAddress address, MetricRegistry registry, Supplier<Health> health) {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new PgveneerException(
          PgveneerException.Category.ENVIRONMENT,
          new SqlError("08000", "cannot listen on " + address + " for metrics", null, null, 0),
          e);
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 404, "text/plain", "not found\n"));
    server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4", PrometheusText.of(registry)));
    server.createContext("/health", exchange -> tell(exchange, health.get()));
    server.start();
    return new MetricsListener(server, threads);
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void tell(HttpExchange exchange, Health health) throws IOException {
    answer(exchange, health.isServing() ? 200 : 503, "application/json", health.json());
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      boolean reads = "GET".equals(exchange.getRequestMethod());
      byte[] body = reads ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(reads ? status : 405, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
