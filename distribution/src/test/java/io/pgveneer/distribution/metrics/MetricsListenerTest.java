package io.pgveneer.distribution.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.wire.metrics.StatementClock;
import io.pgveneer.wire.metrics.WireMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final WireMetrics metrics = new WireMetrics(registry, true);
  private Health health = new Health(true, true);

  private final MetricsListener listener =
      MetricsListener.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry, () -> health);

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void shouldTellMetricsAsPrometheusReadsThem() throws IOException {
    // Given
    metrics.accepted();
    metrics.client().bytes().inc(12);
    metrics.completed(StatementClass.QUERY);
    metrics.completed(StatementClass.QUERY);
    metrics.failed("42P01");
    metrics.failed("not one");
    StatementClock clock = new StatementClock(metrics);
    assertThat(clock.planning(() -> "plan")).isEqualTo("plan");
    clock.sent();
    clock.answered();
    clock.ready();
    registry.gauge("clients.present", () -> () -> 3);

    // When
    String text = get("/metrics", 200);

    // Then
    assertThat(text.lines())
        .contains(
            "# TYPE pgveneer_clients_accepted_total counter",
            "pgveneer_clients_accepted_total 1",
            "pgveneer_bytes_total{sender=\"client\"} 12",
            "pgveneer_statements_total{class=\"query\"} 2",
            "pgveneer_errors_total{sqlstate=\"42P01\"} 1",
            "pgveneer_errors_total{sqlstate=\"other\"} 1",
            "pgveneer_clients_present 3",
            "# TYPE pgveneer_latency_seconds summary",
            "pgveneer_latency_seconds_count{part=\"rewrite\"} 1",
            "pgveneer_latency_seconds_count{part=\"fresh\"} 1",
            "pgveneer_latency_seconds_count{part=\"relay\"} 1");
    assertThat(text.lines())
        .allMatch(line -> line.matches("# TYPE \\w+ (counter|gauge|summary)|\\w+(\\{\\S+})? \\S+"));
  }

  @Test
  void shouldCountARaisedSqlStateOfAnyKindInABoundedNumberOfCounters() {
    for (int i = 0; i < 2000; i++) {
      metrics.failed(String.format("U%04d", i));
    }
    assertThat(registry.getCounters((name, metric) -> name.startsWith("errors.")))
        .hasSizeLessThan(510)
        .containsKey("errors.other");
  }

  @Test
  void shouldTellWhetherItCanServe() throws IOException {
    assertThat(get("/health", 200))
        .isEqualToIgnoringNewLines(
            "{\"status\": \"up\", \"fresh\": \"up\", \"production\": \"up\"}");
    health = new Health(true, false);
    assertThat(get("/health", 200)).contains("\"degraded\"").contains("\"production\": \"down\"");
    health = new Health(false, false);
    assertThat(get("/health", 503)).contains("\"status\": \"down\", \"fresh\": \"down\"");
    get("/other", 404);
  }

  private String get(String path, int status) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    assertThat(connection.getResponseCode()).isEqualTo(status);
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
